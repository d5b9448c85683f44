package io.phiworkbench.cli;

/** The user ended the work before it had a result. */
final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelledException() {
        super("cancelled");
    }
}
