/** What the user chose for the window, and the screen on which it is chosen. */
package io.phiworkbench.ui.settings;
