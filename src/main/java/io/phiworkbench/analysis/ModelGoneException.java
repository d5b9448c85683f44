package io.phiworkbench.analysis;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.RunFault;

/** The model was unloaded while it was needed; nothing is wrong with what it was to read. */
public final class ModelGoneException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    ModelGoneException(String model) {
        this(model, null);
    }

    ModelGoneException(String model, Throwable cause) {
        this(Failure.of(RunFault.MODEL_UNLOADED, model), cause);
    }

    private ModelGoneException(Failure failure, Throwable cause) {
        super(failure.english(), cause);
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
