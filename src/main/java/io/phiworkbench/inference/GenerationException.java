package io.phiworkbench.inference;

/** A run or an estimate that could not be done; the message is one line for the user: what, why, what to do. */
public class GenerationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GenerationException(String message) {
        super(message);
    }

    public GenerationException(String message, Throwable cause) {
        super(message, cause);
    }
}
