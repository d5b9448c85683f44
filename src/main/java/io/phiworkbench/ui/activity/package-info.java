/** Speed and memory over time, and the runs of this session. */
package io.phiworkbench.ui.activity;
