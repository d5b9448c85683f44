package io.phiworkbench.chat;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;

/** The store could not be opened, read or written; one line for the user: what, why, what to do. */
public class StoreException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public StoreException(StoreFault fault, Object... values) {
        this(null, fault, values);
    }

    public StoreException(Throwable cause, StoreFault fault, Object... values) {
        this(cause, Failure.of(fault, values));
    }

    private StoreException(Throwable cause, Failure failure) {
        super(failure.english(), cause);
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
