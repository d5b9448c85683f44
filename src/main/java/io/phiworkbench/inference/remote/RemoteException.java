package io.phiworkbench.inference.remote;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;

/** Something about an endpoint that cannot be done; one line for the user: what, why, what to do. */
public final class RemoteException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    RemoteException(RemoteFault fault, Object... values) {
        this(Failure.of(fault, values), null);
    }

    RemoteException(Throwable cause, RemoteFault fault, Object... values) {
        this(Failure.of(fault, values), cause);
    }

    RemoteException(Failure failure, Throwable cause) {
        super(failure.english(), cause);
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
