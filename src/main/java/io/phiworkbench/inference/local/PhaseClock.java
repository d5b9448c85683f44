package io.phiworkbench.inference.local;

import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.Phase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Measures a run phase by phase and tells its listener. One phase runs at a time. */
final class PhaseClock {
    private final Consumer<GenerationEvent> listener;
    private final Map<Phase, Duration> spent = new EnumMap<>(Phase.class);
    private final long began = System.nanoTime();
    private Phase current;
    private long since;

    PhaseClock(Consumer<GenerationEvent> listener) {
        this.listener = listener;
    }

    /** Ends the phase that runs and begins another. */
    void enter(Phase phase, int done, int total) {
        stop();
        current = phase;
        since = System.nanoTime();
        progress(done, total);
    }

    void progress(int done, int total) {
        listener.accept(new GenerationEvent.PhaseProgress(current, done, total));
    }

    /** Ends the phase that runs. */
    void stop() {
        if (current != null) {
            spent.merge(current, Duration.ofNanos(System.nanoTime() - since), Duration::plus);
            current = null;
        }
    }

    /** Runs something inside another phase and returns to the one that ran. */
    <T> T inside(Phase phase, int done, int total, java.util.function.Supplier<T> work) {
        Phase outer = current;
        enter(phase, done, total);
        try {
            return work.get();
        } finally {
            stop();
            current = outer;
            since = System.nanoTime();
        }
    }

    Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    Map<Phase, Duration> spent() {
        return spent;
    }
}
