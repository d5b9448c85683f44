package io.phiworkbench.chat.export;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;

/** A conversation could not be exported or imported; one line for the user: what, why, what to do. */
public class ExportException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    ExportException(Throwable cause, ExportFault fault, Object... values) {
        this(cause, Failure.of(fault, values));
    }

    private ExportException(Throwable cause, Failure failure) {
        super(failure.english(), cause);
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
