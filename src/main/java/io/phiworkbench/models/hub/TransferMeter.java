package io.phiworkbench.models.hub;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.models.hub.DownloadProgress.Trouble;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What the threads of a download report, and what is told of it. Thread-safe. */
final class TransferMeter {
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong elsewhere = new AtomicLong();
    private final SpeedMeter speed = new SpeedMeter();
    private volatile long total;
    private volatile DownloadState state = DownloadState.ASKING;
    private volatile Optional<Trouble> trouble = Optional.empty();

    void begin() {
        done.set(0);
        elsewhere.set(0);
        trouble = Optional.empty();
        synchronized (speed) {
            speed.reset();
        }
        state = DownloadState.ASKING;
    }

    void add(long bytes) {
        done.addAndGet(bytes);
        if (bytes > 0) {
            trouble = Optional.empty();
        }
    }

    /** What another process has of the files it fetches. */
    void setElsewhere(long bytes) {
        elsewhere.set(bytes);
    }

    void setTotal(long bytes) {
        total = bytes;
    }

    void setState(DownloadState now) {
        state = now;
    }

    DownloadState state() {
        return state;
    }

    void troubled(Failure why, Duration pause) {
        trouble = Optional.of(new Trouble(why, pause));
    }

    DownloadProgress progress(long nanos) {
        long here = Math.min(done.get() + elsewhere.get(), total > 0 ? total : Long.MAX_VALUE);
        DownloadState now = state;
        boolean moving = now == DownloadState.DOWNLOADING || now == DownloadState.WAITING;
        synchronized (speed) {
            if (moving) {
                speed.sample(nanos, here);
            } else {
                speed.reset();
            }
            return new DownloadProgress(
                    now,
                    here,
                    total,
                    speed.bytesPerSecond(),
                    moving ? speed.remaining(total - here) : Optional.empty(),
                    now.isActive() ? trouble : Optional.empty());
        }
    }
}
