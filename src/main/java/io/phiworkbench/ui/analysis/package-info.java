/** The analysis screen: text read from pictures and pages, charts turned into numbers and drawn again. */
package io.phiworkbench.ui.analysis;
