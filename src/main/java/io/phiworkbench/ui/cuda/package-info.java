/** CUDA support in the settings: whether a card is there, consent, download, removal. */
package io.phiworkbench.ui.cuda;
