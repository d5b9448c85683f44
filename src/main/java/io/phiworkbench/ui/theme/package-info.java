/** Colours, fonts and sizes of the window. */
package io.phiworkbench.ui.theme;
