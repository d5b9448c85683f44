/** The frame around the screens: side bar, status bar, notices, shortcuts. */
package io.phiworkbench.ui.shell;
