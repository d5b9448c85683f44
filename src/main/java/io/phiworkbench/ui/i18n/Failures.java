package io.phiworkbench.ui.i18n;

import io.phiworkbench.vision.MediaException;
import java.util.Locale;

/** What went wrong, in one line of the window's language where there are words for it. */
public final class Failures {
    private Failures() {}

    /** With the name of what could not be used; failures that have no words here say their own message. */
    public static String text(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MediaException media) {
                return Messages.text("refusal.line", media.source(), reason(media));
            }
        }
        return failure.getMessage();
    }

    /** Why a picture, PDF or video cannot be used, without its name. */
    public static String reason(MediaException refused) {
        String key = "refusal." + refused.refusal().name().toLowerCase(Locale.ROOT);
        return Messages.text(key, refused.values().toArray());
    }

    /** As {@link #text}, without the name where that is known to who reads it. */
    public static String reason(Throwable failure) {
        return failure instanceof MediaException media ? reason(media) : text(failure);
    }
}
