/** Pictures that wait to be sent: their order, their cost in tokens, and what the model will see of them. */
package io.phiworkbench.ui.tray;
