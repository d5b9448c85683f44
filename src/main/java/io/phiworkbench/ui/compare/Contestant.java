package io.phiworkbench.ui.compare;

import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.LoadOptions.Precision;

/** What a pane asks of whom. */
record Contestant(ModelChoice choice, Precision precision, GenerationOptions options) {}
