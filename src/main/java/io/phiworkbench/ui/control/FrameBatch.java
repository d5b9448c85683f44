package io.phiworkbench.ui.control;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Collects values that come faster than frames and hands them over together on the FX thread, in order. Values may come
 * from any thread; however many come, at most one hand-over waits in the FX queue.
 */
public final class FrameBatch<T> {
    private final Executor fx;
    private final Consumer<List<T>> receiver;
    private List<T> waiting = new ArrayList<>();

    public FrameBatch(Executor fx, Consumer<List<T>> receiver) {
        this.fx = fx;
        this.receiver = receiver;
    }

    public void add(T value) {
        boolean first;
        synchronized (this) {
            first = waiting.isEmpty();
            waiting.add(value);
        }
        if (first) {
            fx.execute(this::handOver);
        }
    }

    private void handOver() {
        List<T> batch;
        synchronized (this) {
            batch = waiting;
            waiting = new ArrayList<>();
        }
        receiver.accept(batch);
    }
}
