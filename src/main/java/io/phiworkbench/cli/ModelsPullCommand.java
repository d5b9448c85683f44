package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.models.FitEstimate;
import io.phiworkbench.models.FitEstimate.Verdict;
import io.phiworkbench.models.MachineMemory;
import io.phiworkbench.models.catalogue.Catalogue;
import io.phiworkbench.models.hub.Downloads;
import io.phiworkbench.models.hub.RepoId;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
            Path folder = new DownloadFollower(services, progress).await(downloads.start(repo, revision), repo.name());
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
}
