/**
 * Text and tables out of pictures: OCR of pictures and PDF pages, batches of many files, charts to tables and back.
 * Everything goes through {@link io.phiworkbench.inference.ChatModel}, so remote models work as well.
 *
 * <p>Reading order: {@link io.phiworkbench.analysis.OcrReader}, {@link io.phiworkbench.analysis.OcrText}, {@link
 * io.phiworkbench.analysis.OcrBatch}; {@link io.phiworkbench.analysis.ChartReader}, {@link
 * io.phiworkbench.analysis.ChartTable}, {@link io.phiworkbench.analysis.Chart}.
 */
package io.phiworkbench.analysis;
