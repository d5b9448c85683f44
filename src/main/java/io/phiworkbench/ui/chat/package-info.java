/** The screen on which somebody talks with a model. */
package io.phiworkbench.ui.chat;
