package io.phiworkbench.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Counts requests and tells who listens. Thread-safe. */
final class Tally {
    private final AtomicReference<ServerFigures> figures = new AtomicReference<>(ServerFigures.NONE);
    private final List<Consumer<ServerFigures>> listeners = new CopyOnWriteArrayList<>();

    ServerFigures figures() {
        return figures.get();
    }

    Runnable listen(Consumer<ServerFigures> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void asked() {
        change(f ->
                new ServerFigures(f.requests() + 1, f.open(), f.answered(), f.refused(), f.abandoned(), f.tokens()));
    }

    void refused() {
        change(f ->
                new ServerFigures(f.requests(), f.open(), f.answered(), f.refused() + 1, f.abandoned(), f.tokens()));
    }

    /** @return whether there was room; the answer is open then, until it is {@link #closed} */
    boolean opened(int most) {
        ServerFigures before = figures.getAndUpdate(f -> f.open() >= most
                ? f
                : new ServerFigures(f.requests(), f.open() + 1, f.answered(), f.refused(), f.abandoned(), f.tokens()));
        tell();
        return before.open() < most;
    }

    void closed(boolean abandoned, boolean failed, int tokens) {
        change(f -> new ServerFigures(
                f.requests(),
                f.open() - 1,
                f.answered() + (abandoned || failed ? 0 : 1),
                f.refused(),
                f.abandoned() + (abandoned ? 1 : 0),
                f.tokens() + tokens));
    }

    private void change(UnaryOperator<ServerFigures> step) {
        figures.updateAndGet(step);
        tell();
    }

    private void tell() {
        ServerFigures now = figures.get();
        listeners.forEach(listener -> listener.accept(now));
    }
}
