package io.phiworkbench.models;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;

/** The list of model folders cannot be read or written; one line for the user. */
public final class FolderListException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    FolderListException(Throwable cause, FolderFault fault, Object... values) {
        this(cause, Failure.of(fault, values));
    }

    private FolderListException(Throwable cause, Failure failure) {
        super(failure.english(), cause);
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
