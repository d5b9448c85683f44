package io.phiworkbench.models.hub;

import io.phiworkbench.failure.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a download is.
 *
 * @param doneBytes what is here, of earlier attempts and other tools too
 * @param totalBytes of all files that the program needs; 0 until the Hub has said it
 * @param bytesPerSecond over the last seconds, 0 while nothing comes
 * @param remaining time left at this speed
 * @param trouble what the last attempt failed with, while there will be another
 */
public record DownloadProgress(
        DownloadState state,
        long doneBytes,
        long totalBytes,
        double bytesPerSecond,
        Optional<Duration> remaining,
        Optional<Trouble> trouble) {

    /**
     * A fault that passes, perhaps.
     *
     * @param why what happened
     * @param pause until the next attempt
     */
    public record Trouble(Failure why, Duration pause) {}

    /** From 0 to 1; negative while the total is not known. */
    public double fraction() {
        return totalBytes > 0 ? (double) doneBytes / totalBytes : -1;
    }
}
