package io.phiworkbench.ui.control;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/** One piece of background work at a time, which can be stopped. Used on the FX thread. */
public final class Work {
    private final FxThread threads;
    private final AtomicReference<Thread> worker = new AtomicReference<>();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();

    public Work(FxThread threads) {
        this.threads = threads;
    }

    /** Whether something runs. */
    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Starts it, unless something runs already. What was stopped ends without a word. */
    public <T> void start(Supplier<T> work, Consumer<T> done, Consumer<RuntimeException> failed) {
        if (running.get()) {
            return;
        }
        running.set(true);
        threads.call(
                () -> interruptible(work),
                result -> {
                    running.set(false);
                    done.accept(result);
                },
                problem -> {
                    running.set(false);
                    if (!(problem instanceof CancellationException)) {
                        failed.accept(problem);
                    }
                });
    }

    private <T> T interruptible(Supplier<T> work) {
        worker.set(Thread.currentThread());
        try {
            return work.get();
        } finally {
            worker.set(null);
            Thread.interrupted(); // a stop that came too late must not hit what this thread does next
        }
    }

    /** Interrupts what runs; returns at once. */
    public void stop() {
        Thread thread = worker.get();
        if (thread != null) {
            thread.interrupt();
        }
    }
}
