package io.phiworkbench.models.hub;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Speed over the last seconds. Not thread-safe. */
final class SpeedMeter {
    private static final long WINDOW_NANOS = 5_000_000_000L;
    private static final double NANOS = 1e9;

    private record Sample(long nanos, long bytes) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Bytes that are here at a moment; fewer than before begins anew. */
    void sample(long nanos, long bytes) {
        if (!samples.isEmpty() && bytes < samples.getLast().bytes()) {
            samples.clear();
        }
        samples.addLast(new Sample(nanos, bytes));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    /** What came before does not count any more. */
    void reset() {
        samples.clear();
    }

    double bytesPerSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long nanos = last.nanos() - first.nanos();
        return nanos <= 0 ? 0 : (last.bytes() - first.bytes()) / (nanos / NANOS);
    }

    /** Time for so many bytes at this speed. */
    Optional<Duration> remaining(long bytes) {
        double speed = bytesPerSecond();
        return speed <= 0 || bytes < 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) Math.ceil(bytes / speed * 1000)));
    }
}
