/** What the window says, in English and French. */
package io.phiworkbench.ui.i18n;
