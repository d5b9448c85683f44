package io.phiworkbench.inference.remote;

/** Something about an endpoint that cannot be done; the message is one line for the user: what, why, what to do. */
public final class RemoteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RemoteException(String message) {
        super(message);
    }

    public RemoteException(String message, Throwable cause) {
        super(message, cause);
    }
}
