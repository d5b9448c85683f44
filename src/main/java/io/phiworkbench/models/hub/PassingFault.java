package io.phiworkbench.models.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The Hub did not answer as it should, but may the next time. */
final class PassingFault extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> wait;

    /**
     * @param message without a way out, which depends on how often it happened
     * @param wait how long the server asks to wait
     */
    PassingFault(String message, Optional<Duration> wait) {
        super(message);
        this.wait = wait;
    }

    Optional<Duration> askedToWait() {
        return wait;
    }
}
