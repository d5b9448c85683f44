package io.phiworkbench.inference;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.failure.Wording;

/** A run or an estimate that could not be done; one line for the user: what, why, what to do. */
public class GenerationException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public GenerationException(Wording wording, Object... values) {
        this(Failure.of(wording, values), null);
    }

    public GenerationException(Throwable cause, Wording wording, Object... values) {
        this(Failure.of(wording, values), cause);
    }

    /** For the reason of another exception. */
    public <T extends Throwable & Explained> GenerationException(T cause) {
        this(cause.failure(), cause);
    }

    public GenerationException(Failure failure, Throwable cause) {
        super(failure.english(), cause);
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
