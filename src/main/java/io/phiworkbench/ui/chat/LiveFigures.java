package io.phiworkbench.ui.chat;

import io.phiworkbench.inference.Phase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** How fast the running answer comes and what its phases took so far. */
public final class LiveFigures {
    /** Before, what several tokens of one frame seem to come at is beyond any speed. */
    private static final double LEAST_SECONDS = 0.1;

    private final ReadOnlyDoubleWrapper tokensPerSecond = new ReadOnlyDoubleWrapper();
    private final ReadOnlyObjectWrapper<Map<Phase, Duration>> phases = new ReadOnlyObjectWrapper<>(Map.of());
    private final Map<Phase, Duration> times = new EnumMap<>(Phase.class);
    private Phase phase;
    private long phaseStart;
    private long firstToken;
    private int tokens;

    LiveFigures() {}

    /** 0 until tokens came for a tenth of a second. */
    public ReadOnlyDoubleProperty tokensPerSecondProperty() {
        return tokensPerSecond.getReadOnlyProperty();
    }

    /** Time by phase of the run, in the order of the phases. */
    public ReadOnlyObjectProperty<Map<Phase, Duration>> phasesProperty() {
        return phases.getReadOnlyProperty();
    }

    void progress(Phase now, int done, int total) {
        if (phase == null) {
            begin();
        }
        if (now != phase) {
            close();
            phase = now;
            phaseStart = System.nanoTime();
        }
        publish();
    }

    void token() {
        tokens++;
        if (tokens == 1) {
            firstToken = System.nanoTime();
            return;
        }
        double seconds = (System.nanoTime() - firstToken) / 1e9;
        if (seconds >= LEAST_SECONDS) {
            tokensPerSecond.set((tokens - 1) / seconds);
        }
        publish();
    }

    /**
     * @param measured tokens per second by the run's own clock, 0 if it has none; what was counted here is by the frame, and
     *     wrong where an answer is shorter than one
     */
    void finished(double measured) {
        tokensPerSecond.set(measured);
        close();
        phase = null;
        publish();
    }

    void reset() {
        begin();
        phase = null;
        tokensPerSecond.set(0);
        phases.set(Map.of());
    }

    private void begin() {
        times.clear();
        tokens = 0;
    }

    private void close() {
        if (phase != null) {
            times.merge(phase, Duration.ofNanos(System.nanoTime() - phaseStart), Duration::plus);
        }
    }

    private void publish() {
        Map<Phase, Duration> shown = new EnumMap<>(Phase.class);
        shown.putAll(times);
        if (phase != null) {
            shown.merge(phase, Duration.ofNanos(System.nanoTime() - phaseStart), Duration::plus);
        }
        phases.set(shown);
    }
}
