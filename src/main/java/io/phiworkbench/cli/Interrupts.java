package io.phiworkbench.cli;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C: the first one cancels what is going on, the next one, or the first when nothing is, ends the program.
 * Thread-safe.
 */
final class Interrupts {
    private final AtomicReference<Runnable> cancellation = new AtomicReference<>();
    private final Runnable end;

    /** @param end what ends the program */
    Interrupts(Runnable end) {
        this.end = end;
    }

    /** Until the scope is closed, the first interrupt runs {@code cancel}; after that, what held around the scope. */
    Scope during(Runnable cancel) {
        Runnable around = cancellation.getAndSet(cancel);
        return () -> cancellation.set(around);
    }

    /** What the signal handler calls. */
    void interrupt() {
        Runnable cancel = cancellation.getAndSet(null);
        if (cancel == null) {
            end.run();
        } else {
            cancel.run();
        }
    }

    /** A piece of work that can be cancelled. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
