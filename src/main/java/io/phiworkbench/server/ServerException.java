package io.phiworkbench.server;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;

/** A server that cannot start; one line for the user: what, why, what to do. */
public final class ServerException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    ServerException(Throwable cause, ServerFault fault, Object... values) {
        this(cause, Failure.of(fault, values));
    }

    private ServerException(Throwable cause, Failure failure) {
        super(failure.english(), cause);
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
