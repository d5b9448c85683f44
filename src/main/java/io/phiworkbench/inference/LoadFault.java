package io.phiworkbench.inference;

import io.phiworkbench.failure.Wording;

/** Why a model cannot be loaded; the comments say what the words have places for. */
public enum LoadFault implements Wording {
    /** The model. */
    CANCELLED,
    /** The folder, and what went wrong. */
    UNEXPECTED,
    /** The model. */
    OUT_OF_MEMORY,
    /** The model, and how many MB more were asked for. */
    DEVICE_OUT_OF_MEMORY,
    /** The model and the library's words. */
    LIBRARY,
    /** The model, its precision, the context, the GB that it takes, those that are free, and the way out. */
    DOES_NOT_FIT,
    /** The precision, the context, and the GB that it takes. */
    WOULD_FIT,
    NOTHING_FITS,
    /**
     * The model, the GB that it needs, those of the weights, the tokens and the GB of the cache, the overhead, and the GB
     * that are there.
     */
    TOO_LARGE,
    /** Why. */
    NO_CUDA,
    /** The device. */
    INT8_ON_CPU_ONLY,
    /** The processor. */
    INT8_NEEDS_X86;

    @Override
    public String family() {
        return "load";
    }
}
