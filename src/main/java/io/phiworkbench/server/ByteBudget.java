package io.phiworkbench.server;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes of requests that may be in memory at a time, so that many large ones cannot exhaust the heap. Thread-safe. */
final class ByteBudget {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    ByteBudget(long most) {
        this.most = most;
    }

    /** @return whether there was room */
    boolean take(long bytes) {
        long before = taken.getAndUpdate(t -> t + bytes <= most ? t + bytes : t);
        return before + bytes <= most;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
