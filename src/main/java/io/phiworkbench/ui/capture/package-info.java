/** Pictures of a part of the screen for the tray: looking at the screens, choosing a region with the mouse. */
package io.phiworkbench.ui.capture;
