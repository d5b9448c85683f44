package io.phiworkbench.cli;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * One line on standard error that says what is going on. On a terminal it is rewritten in place and wiped at the end;
 * elsewhere lines appear only when the work takes long, so that logs stay short. Thread-safe.
 */
final class ProgressLine implements AutoCloseable {
    private static final int COLUMNS = 79;
    private static final long REWRITE_NANOS = 100_000_000L;
    private static final long FIRST_LOG_NANOS = 5_000_000_000L;
    private static final long NEXT_LOG_NANOS = 15_000_000_000L;

    private final PrintStream err;
    private final Style style;
    private final LongSupplier clock;
    private long next;
    private int shown;

    /** Where the line goes. */
    enum Style {
        REWRITTEN,
        LOGGED,
        NONE
    }

    ProgressLine(PrintStream err, Style style, LongSupplier nanoTime) {
        this.err = err;
        this.style = style;
        this.clock = nanoTime;
        this.next = nanoTime.getAsLong() + (style == Style.LOGGED ? FIRST_LOG_NANOS : 0);
    }

    static ProgressLine on(Console console, boolean quiet) {
        Style style = quiet ? Style.NONE : console.errIsTerminal() ? Style.REWRITTEN : Style.LOGGED;
        return new ProgressLine(console.err(), style, System::nanoTime);
    }

    /** Shows a text unless the last one is too recent. */
    synchronized void show(String text) {
        long now = clock.getAsLong();
        if (style == Style.NONE || now - next < 0) {
            return;
        }
        if (style == Style.LOGGED) {
            err.println(text);
            next = now + NEXT_LOG_NANOS;
        } else {
            rewrite(text.length() > COLUMNS ? text.substring(0, COLUMNS - 1) + "…" : text);
            next = now + REWRITE_NANOS;
        }
    }

    /** Wipes the line; the next text shows at once on a terminal. */
    synchronized void clear() {
        if (style == Style.REWRITTEN && shown > 0) {
            rewrite("");
            err.print('\r');
            err.flush();
            next = clock.getAsLong();
        }
    }

    @Override
    public void close() {
        clear();
    }

    private void rewrite(String text) {
        err.print('\r' + text + " ".repeat(Math.max(0, shown - text.length())));
        err.flush();
        shown = text.length();
    }
}
