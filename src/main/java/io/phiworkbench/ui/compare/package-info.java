/** Models side by side: what each pane asks, what is loaded when, and what came of it. */
package io.phiworkbench.ui.compare;
