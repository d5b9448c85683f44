package io.phiworkbench.inference.local;

/** A file of int8 weights cannot be used or written; the model can be loaded without. */
final class Int8FileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Int8FileException(String message, Throwable cause) {
        super(message, cause);
    }
}
