/** Markdown of answers: parsed into plain values, shown one node a block. */
package io.phiworkbench.ui.markdown;
