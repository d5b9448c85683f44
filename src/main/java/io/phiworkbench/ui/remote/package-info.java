/** The page of remote models: the user's endpoints, a form to add one, and which of them answers. */
package io.phiworkbench.ui.remote;
