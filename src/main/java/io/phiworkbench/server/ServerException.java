package io.phiworkbench.server;

/** A server that cannot start; the message is one line for the user: what, why, what to do. */
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
