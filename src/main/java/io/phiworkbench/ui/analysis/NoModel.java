package io.phiworkbench.ui.analysis;

import io.phiworkbench.inference.ModelDescription;
import java.util.OptionalInt;

/** Stands for the model while there is none, so that pages can be looked at: crops as Phi-3.5-Vision has them. */
final class NoModel {
    static final ModelDescription DESCRIPTION =
            new ModelDescription("", "", "", 0, "", "", "", 0, OptionalInt.empty(), true, 16, 4, 336, 14, 0, 0, false);

    private NoModel() {}
}
