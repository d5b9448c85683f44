package io.phiworkbench.inference;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;

/** Something was asked of a model that is closed. */
public final class ModelClosedException extends IllegalStateException implements Explained {
    private static final long serialVersionUID = 1L;

    private static final Failure FAILURE = Failure.of(RunFault.MODEL_CLOSED);

    public ModelClosedException() {
        this(null);
    }

    public ModelClosedException(Throwable cause) {
        super(FAILURE.english(), cause);
    }

    @Override
    public Failure failure() {
        return FAILURE;
    }
}
