package io.phiworkbench.analysis;

/** The model was unloaded while it was needed; nothing is wrong with what it was to read. */
public final class ModelGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelGoneException(String model) {
        this(model, null);
    }

    ModelGoneException(String model, Throwable cause) {
        super(model + " was unloaded; load it again and go on", cause);
    }
}
