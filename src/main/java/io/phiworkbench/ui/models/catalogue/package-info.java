/** The published models in the window: what they need, getting them, and how far that is. */
package io.phiworkbench.ui.models.catalogue;
