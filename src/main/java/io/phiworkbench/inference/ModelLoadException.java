package io.phiworkbench.inference;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.failure.Wording;

/** A model that could not be loaded; one line for the user: what, why, what to do. */
public class ModelLoadException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public ModelLoadException(Wording wording, Object... values) {
        this(Failure.of(wording, values), null);
    }

    public ModelLoadException(Throwable cause, Wording wording, Object... values) {
        this(Failure.of(wording, values), cause);
    }

    /** For the reason of another exception. */
    public <T extends Throwable & Explained> ModelLoadException(T cause) {
        this(cause.failure(), cause);
    }

    /** In English alone, for the command line. */
    public ModelLoadException(String message) {
        this(message, null);
    }

    /** In English alone, for the command line. */
    public ModelLoadException(String message, Throwable cause) {
        this(new Failure.Plain(message), cause);
    }

    public ModelLoadException(Failure failure, Throwable cause) {
        super(failure.english(), cause);
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
