package io.phiworkbench.ui.models.catalogue;

import io.phiworkbench.models.hub.DownloadProgress;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How far a download is, in a few words: {@code 43 % · 12 MB/s · 3 min}. */
public final class ProgressText {
    private static final String SEPARATOR = " · ";
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private ProgressText() {}

    public static String of(DownloadProgress p) {
        List<String> parts = new ArrayList<>();
        if (p.totalBytes() > 0) {
            parts.add(Messages.text("catalogue.percent", p.fraction()));
        }
        if (p.trouble().isPresent()) {
            parts.add(Messages.text(
                    "catalogue.trouble", Failures.text(p.trouble().get().why())));
            return String.join(SEPARATOR, parts);
        }
        switch (p.state()) {
            case ASKING -> parts.add(Messages.text("catalogue.asking"));
            case CHECKING -> parts.add(Messages.text("catalogue.checking"));
            case UNPACKING -> parts.add(Messages.text("cuda.unpacking"));
            case WAITING -> parts.add(Messages.text("catalogue.waiting"));
            default -> {
                if (p.bytesPerSecond() > 0) {
                    parts.add(Messages.text("catalogue.speed", Figures.bytes((long) p.bytesPerSecond())));
                }
                p.remaining().ifPresent(time -> parts.add(time(time)));
            }
        }
        return String.join(SEPARATOR, parts);
    }

    private static String time(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        return seconds < 90
                ? Messages.text("catalogue.seconds", seconds)
                : seconds < 90 * MINUTE
                        ? Messages.text("catalogue.minutes", Math.round((double) seconds / MINUTE))
                        : Messages.text("catalogue.hours", Math.round((double) seconds / HOUR));
    }
}
