/** Phi Workbench: chat with Microsoft's Phi-3 and Phi-3.5 family, text and vision, on one's own machine. */
package io.phiworkbench;
