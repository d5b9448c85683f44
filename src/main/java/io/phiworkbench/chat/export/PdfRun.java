package io.phiworkbench.chat.export;

/** Text in one face. */
record PdfRun(String text, PdfFace face) {}
