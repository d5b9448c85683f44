/** Figures of models and runs as people read them. */
package io.phiworkbench.ui.figures;
