package io.phiworkbench.chat;

/** The store could not be opened, read or written; the message is one line for the user: what, why, what to do. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
