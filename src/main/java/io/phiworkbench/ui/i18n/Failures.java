package io.phiworkbench.ui.i18n;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.failure.FailureWords;

/** What went wrong, in one line of the window's language where there are words for it. */
public final class Failures {
    private Failures() {}

    /** With the name of what could not be used; failures that have no words say their own message. */
    public static String text(Throwable failure) {
        return text(Failure.of(failure));
    }

    /** With the name of what could not be used. */
    public static String text(Failure failure) {
        return words().text(failure);
    }

    /** Without the name of what could not be used, where that is known to who reads it. */
    public static String reason(Throwable failure) {
        return words().reason(Failure.of(failure));
    }

    private static FailureWords words() {
        return FailureWords.in(Messages.locale());
    }
}
