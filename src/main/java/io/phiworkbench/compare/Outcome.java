package io.phiworkbench.compare;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ModelDescription;

/** What became of one question at one model. */
public sealed interface Outcome {

    /** The model answered. */
    record Answered(ModelDescription model, GenerationResult result) implements Outcome {}

    /**
     * It did not; the others went on.
     *
     * @param loading whether the model could not even be loaded
     */
    record Failed(Failure reason, boolean loading) implements Outcome {}
}
