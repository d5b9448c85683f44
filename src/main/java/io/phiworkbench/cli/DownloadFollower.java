package io.phiworkbench.cli;

import io.phiworkbench.models.hub.Download;
import io.phiworkbench.models.hub.DownloadProgress;
import io.phiworkbench.models.hub.DownloadState;
import io.phiworkbench.models.hub.HubException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Shows how far a download is until it ends; Ctrl-C stops it and keeps what came. */
final class DownloadFollower {
    private final Services services;
    private final ProgressLine progress;

    DownloadFollower(Services services, ProgressLine progress) {
        this.services = services;
        this.progress = progress;
    }

    /**
     * @param name how the line begins
     * @return where the result lies
     * @throws CancelledException if the user stopped it
     * @throws HubException if it failed
     */
    Path await(Download download, String name) {
        CompletableFuture<Path> end = download.result().copy();
        download.listen(p -> {
            progress.show(line(name, p));
            if (p.state() == DownloadState.PAUSED) {
                end.completeExceptionally(new CancelledException());
            }
        });
        try (Interrupts.Scope _ = services.interrupts().during(download::pause)) {
            Path place = end.join();
            progress.clear();
            return place;
        } catch (CompletionException e) {
            throw switch (e.getCause()) {
                case CancelledException cancelled -> {
                    progress.clear();
                    services.console().err().println("stopped; the same command goes on where it was");
                    yield cancelled;
                }
                case HubException known -> known;
                default -> e;
            };
        }
    }

    /** {@code Phi-3.5-mini-instruct 43 % of 7.6 GB · 12 MB/s · 3 min}. */
    private static String line(String name, DownloadProgress p) {
        StringBuilder line = new StringBuilder(name);
        if (p.totalBytes() > 0) {
            line.append(' ').append((int) (p.fraction() * 100)).append(" % of ").append(Figures.bytes(p.totalBytes()));
        }
        if (p.trouble().isPresent()) {
            return line.append(" · ")
                    .append(p.trouble().get().why().english())
                    .append(", trying again")
                    .toString();
        }
        return line.append(
                        switch (p.state()) {
                            case ASKING -> " · asking the Hub";
                            case CHECKING -> " · checking";
                            case UNPACKING -> " · unpacking";
                            case WAITING -> " · another process fetches it" + speed(p);
                            default -> speed(p);
                        })
                .toString();
    }

    private static String speed(DownloadProgress p) {
        return p.bytesPerSecond() <= 0
                ? ""
                : " · " + Figures.bytes((long) p.bytesPerSecond()) + "/s"
                        + p.remaining().map(r -> " · " + rounded(r)).orElse("");
    }

    private static String rounded(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 90
                ? seconds + " s"
                : seconds < 5400 ? Math.round(seconds / 60.0) + " min" : Math.round(seconds / 3600.0) + " h";
    }
}
