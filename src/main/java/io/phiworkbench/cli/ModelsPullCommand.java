package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.models.FitEstimate;
import io.phiworkbench.models.FitEstimate.Verdict;
import io.phiworkbench.models.MachineMemory;
import io.phiworkbench.models.catalogue.Catalogue;
import io.phiworkbench.models.hub.Download;
import io.phiworkbench.models.hub.DownloadProgress;
import io.phiworkbench.models.hub.DownloadState;
import io.phiworkbench.models.hub.Downloads;
import io.phiworkbench.models.hub.HubException;
import io.phiworkbench.models.hub.RepoId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads a model; Ctrl-C keeps what came so far. */
@Command(
        name = "pull",
        description = "Download a model from the Hugging Face Hub, or what is missing of it. What an earlier attempt or"
                + " another tool fetched is not fetched again.")
final class ModelsPullCommand implements Callable<Integer> {
    private final Services services;
    private final ModelStore store;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "NAME",
            description = "A name that \"phi models list\" shows, or a repository as owner/name.")
    private String name;

    @Option(names = "--revision", paramLabel = "R", description = "Branch, tag or commit (default: main).")
    private String revision = "main";

    ModelsPullCommand(Services services, ModelStore store) {
        this.services = services;
        this.store = store;
    }

    @Override
    public Integer call() {
        RepoId repo = store.repo(name);
        if (!common.quiet) {
            warnIfTooLarge(repo);
        }
        try (Downloads downloads = Downloads.with(store.settings());
                ProgressLine progress = ProgressLine.on(services.console(), common.quiet)) {
            Path folder = await(repo, downloads.start(repo, revision), progress);
            progress.clear();
            if (common.json) {
                services.console()
                        .out()
                        .println(JsonNodeFactory.instance
                                .objectNode()
                                .put("repository", repo.toString())
                                .put("revision", revision)
                                .put("folder", folder.toString()));
            } else {
                services.console().out().println(folder);
            }
            return ExitCode.OK;
        }
    }

    private void warnIfTooLarge(RepoId repo) {
        Catalogue.read().find(repo.toString()).ifPresent(model -> {
            FitEstimate estimate = model.estimate(LoadOptions.auto(), MachineMemory.now());
            if (estimate.verdict() == Verdict.DOES_NOT_FIT) {
                services.console()
                        .err()
                        .println("note: " + model.title() + " needs " + Figures.bytes(estimate.total())
                                + " of memory in " + estimate.precision().label() + ", this machine has "
                                + Figures.bytes(estimate.memory().total()));
            }
        });
    }

    private Path await(RepoId repo, Download download, ProgressLine progress) {
        CompletableFuture<Path> end = download.result().copy();
        download.listen(p -> {
            progress.show(line(repo, p));
            if (p.state() == DownloadState.PAUSED) {
                end.completeExceptionally(new CancelledException());
            }
        });
        try (Interrupts.Scope _ = services.interrupts().during(download::pause)) {
            return end.join();
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
    private static String line(RepoId repo, DownloadProgress p) {
        StringBuilder line = new StringBuilder(repo.name());
        if (p.totalBytes() > 0) {
            line.append(' ').append((int) (p.fraction() * 100)).append(" % of ").append(Figures.bytes(p.totalBytes()));
        }
        if (p.trouble().isPresent()) {
            return line.append(" · ")
                    .append(p.trouble().get().message())
                    .append(", trying again")
                    .toString();
        }
        return line.append(
                        switch (p.state()) {
                            case ASKING -> " · asking the Hub";
                            case CHECKING -> " · checking";
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
