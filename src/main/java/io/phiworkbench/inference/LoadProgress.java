package io.phiworkbench.inference;

/**
 * How far the loading of a model is.
 *
 * @param step what is being done
 * @param model its name
 * @param doneBytes bytes of weights that are ready
 * @param totalBytes bytes of weights in all
 */
public record LoadProgress(Step step, String model, long doneBytes, long totalBytes) {

    /** What is done with weights before they can be used. */
    public enum Step {
        LOADING,
        /** Weights that were quantised are written to the disk, so that the next load does not have to. */
        KEEPING
    }
}
