package io.phiworkbench.inference;

/** A model that could not be loaded; the message is one line for the user: what, why, what to do. */
public class ModelLoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelLoadException(String message) {
        super(message);
    }

    public ModelLoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
