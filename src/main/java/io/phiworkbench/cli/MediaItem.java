package io.phiworkbench.cli;

import io.phiworkbench.vision.FrameChoice;
import java.nio.file.Files;
import java.nio.file.Path;

/** Something to look at, as the user named it. */
sealed interface MediaItem {

    Path file();

    /** Frames of a video. */
    record Video(Path file, FrameChoice frames) implements MediaItem {}

    /** A picture file. */
    record Image(Path file) implements MediaItem {}

    /**
     * Pages of a PDF.
     *
     * @param pages such as {@code 1-3,7}; empty for all
     */
    record Pdf(Path file, String pages) implements MediaItem {

        /** {@code report.pdf[1-3,7]}, or {@code report.pdf} for all pages. */
        static Pdf parse(String text) {
            int bracket = text.lastIndexOf('[');
            if (text.endsWith("]") && bracket > 0 && !Files.exists(Path.of(text))) {
                return new Pdf(Path.of(text.substring(0, bracket)), text.substring(bracket + 1, text.length() - 1));
            }
            return new Pdf(Path.of(text), "");
        }
    }
}
