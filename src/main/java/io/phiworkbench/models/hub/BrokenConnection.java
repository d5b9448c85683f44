package io.phiworkbench.models.hub;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;
import java.io.IOException;

/** A connection that gave less than was asked for. */
final class BrokenConnection extends IOException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    BrokenConnection(HubFault fault, Object... values) {
        this(Failure.of(fault, values));
    }

    private BrokenConnection(Failure failure) {
        super(failure.english());
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
