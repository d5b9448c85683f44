/** The switch of the local server, its address and what it has done. */
package io.phiworkbench.ui.server;
