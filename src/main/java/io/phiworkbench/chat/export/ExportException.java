package io.phiworkbench.chat.export;

/** A conversation could not be exported or imported; the message is one line for the user: what, why, what to do. */
public class ExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExportException(String message) {
        super(message);
    }

    public ExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
