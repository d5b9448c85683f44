package io.phiworkbench.cli;

/** Something the user handed in cannot be used; the message is one line that names it, the cause and the way out. */
final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }

    BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
