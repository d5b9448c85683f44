package io.phiworkbench.ui;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import javafx.application.Platform;
import org.jline.utils.Signals;

/**
 * What the system says when the program is to end: at a log-off, by {@code kill}, by Ctrl-C. Java's own way would take the
 * toolkit's graphics away while the window still draws, which prints a stack trace, and would leave what is queued for the
 * store to the next start. So the window is closed as by its user; where that takes too long, or at a second signal, the
 * program ends as it would have.
 */
final class EndSignal {
    /** What shells add to a signal's number. */
    private static final int SIGNALLED = 128;

    private static final int HUP = 1;
    private static final int INT = 2;
    private static final int TERM = 15;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Runnable close;
    private final IntConsumer exit;
    private final Duration patience;
    private final AtomicInteger given = new AtomicInteger();

    /**
     * @param close closes the window; returns at once
     * @param exit ends the program with this status
     */
    EndSignal(Runnable close, IntConsumer exit, Duration patience) {
        this.close = close;
        this.exit = exit;
        this.patience = patience;
    }

    /** Listens to the process's signals from now on. */
    static EndSignal listen() {
        EndSignal signal = new EndSignal(Platform::exit, System::exit, PATIENCE);
        Signals.register("TERM", () -> signal.received(TERM));
        Signals.register("INT", () -> signal.received(INT));
        Signals.register("HUP", () -> signal.received(HUP));
        return signal;
    }

    /** The program's status: that of the signal, if there was one, else the given. */
    int status(int otherwise) {
        return given.get() == 0 ? otherwise : given.get();
    }

    void received(int number) {
        if (!given.compareAndSet(0, SIGNALLED + number)) {
            exit.accept(given.get());
            return;
        }
        Thread.ofPlatform().daemon().name("end").start(this::exitInTheEnd);
        close.run();
    }

    private void exitInTheEnd() {
        try {
            Thread.sleep(patience);
        } catch (InterruptedException e) {
            // Whoever does not want to wait wants the end now.
            Thread.currentThread().interrupt();
        }
        exit.accept(given.get());
    }
}
