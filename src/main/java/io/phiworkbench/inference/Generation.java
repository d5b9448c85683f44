package io.phiworkbench.inference;

import java.util.concurrent.CompletableFuture;

/** A queued or running answer. Thread-safe. */
public interface Generation {

    /** Asks the run to stop: a queued run never starts, a running one ends within one token or prefill chunk. */
    void cancel();

    /**
     * Completes after the last event was delivered, normally with the result (also when cancelled), exceptionally with
     * a {@link GenerationException}. Cancelling the future does not cancel the run.
     */
    CompletableFuture<GenerationResult> result();
}
