package io.phiworkbench.models.hub;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The Hub did not answer as it should, but may the next time. */
final class PassingFault extends IOException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final transient Optional<Duration> wait;

    /**
     * @param failure without a way out, which depends on how often it happened
     * @param wait how long the server asks to wait
     */
    PassingFault(Failure failure, Optional<Duration> wait) {
        super(failure.english());
        this.failure = failure;
        this.wait = wait;
    }

    Optional<Duration> askedToWait() {
        return wait;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
