/** Which models there are, which are loaded, and which one answers. */
package io.phiworkbench.ui.models;
