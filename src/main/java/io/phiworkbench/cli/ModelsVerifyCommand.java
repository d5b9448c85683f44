package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.models.hub.CachedModel;
import io.phiworkbench.models.hub.RepoId;
import io.phiworkbench.models.hub.Verification;
import io.phiworkbench.models.hub.Verification.Checked;
import io.phiworkbench.models.hub.Verification.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks the hashes of downloaded models. */
@Command(
        name = "verify",
        description = "Read downloaded models again and compare the hashes of their files with the Hub's. Nothing is"
                + " asked of the network.")
final class ModelsVerifyCommand implements Callable<Integer> {
    private final Services services;
    private final ModelStore store;

    @Mixin
    private CommonOptions common;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "Names that \"phi models list\" shows, or repositories as owner/name (default: all in the"
                    + " cache).")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--discard",
            description = "Delete files that are damaged, so that \"phi models pull\" fetches just those again.")
    private boolean discard;

    ModelsVerifyCommand(Services services, ModelStore store) {
        this.services = services;
        this.store = store;
    }

    @Override
    public Integer call() {
        List<RepoId> repos = names.isEmpty()
                ? store.cache().models().stream().map(CachedModel::repo).toList()
                : names.stream().map(store::repo).toList();
        if (repos.isEmpty() && !common.quiet) {
            services.console().err().println("no model was downloaded; there is nothing to check");
        }
        boolean sound = true;
        for (RepoId repo : repos) {
            sound &= verify(repo);
        }
        return sound ? ExitCode.OK : ExitCode.DOWNLOAD;
    }

    private boolean verify(RepoId repo) {
        try (ProgressLine progress = ProgressLine.on(services.console(), common.quiet);
                Interrupts.Scope _ = services.interrupts().during(Thread.currentThread()::interrupt)) {
            Verification verification = new Verification(store.cache(), repo, p -> progress.show(line(repo, p)));
            List<Checked> files = verification.run();
            progress.clear();
            print(repo, files);
            boolean sound =
                    files.stream().noneMatch(f -> f.finding() == Finding.DAMAGED || f.finding() == Finding.MISSING);
            if (!sound) {
                repair(repo, verification, files);
            }
            return sound;
        } catch (InterruptedException e) {
            throw new CancelledException();
        }
    }

    private void repair(RepoId repo, Verification verification, List<Checked> files) {
        if (discard) {
            verification.discardDamaged(files);
        }
        services.console()
                .err()
                .println("phi: " + repo + " is not as the Hub announced it; "
                        + (discard
                                ? "phi models pull " + repo + " fetches what is missing"
                                : "--discard deletes what is damaged, then phi models pull " + repo
                                        + " fetches it again"));
    }

    private static String line(RepoId repo, Verification.Progress p) {
        return "checking " + repo.name() + " "
                + (p.totalBytes() == 0 ? 100 : p.readBytes() * 100 / p.totalBytes()) + " % of "
                + Figures.bytes(p.totalBytes());
    }

    private void print(RepoId repo, List<Checked> files) {
        if (common.json) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("repository", repo.toString());
            var list = json.putArray("files");
            files.forEach(f -> list.addObject()
                    .put("path", f.path())
                    .put("bytes", f.bytes())
                    .put("finding", f.finding().name().toLowerCase(Locale.ROOT))
                    .put("expected", f.expected())
                    .put("found", f.found()));
            services.console().out().println(json);
        } else {
            services.console().out().println(repo);
            files.forEach(f -> services.console()
                    .out()
                    .println(String.format(
                            Locale.ROOT,
                            "  %-8s %9s  %s",
                            f.finding().name().toLowerCase(Locale.ROOT),
                            Figures.bytes(f.bytes()),
                            f.path())));
        }
    }
}
