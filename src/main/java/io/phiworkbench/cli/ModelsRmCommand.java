package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phiworkbench.inference.local.Int8Folder;
import io.phiworkbench.models.hub.Downloads;
import io.phiworkbench.models.hub.HubCache;
import io.phiworkbench.models.hub.Presence;
import io.phiworkbench.models.hub.RepoId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes a model from the Hub's cache. */
@Command(
        name = "rm",
        description =
                "Delete a model from the Hub's cache, with all its revisions and what an unfinished download left."
                        + " Other tools that use the cache lose it too.")
final class ModelsRmCommand implements Callable<Integer> {
    private final Services services;
    private final ModelStore store;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "NAME",
            description = "A name that \"phi models list\" shows, or a repository as owner/name.")
    private String name;

    ModelsRmCommand(Services services, ModelStore store) {
        this.services = services;
        this.store = store;
    }

    @Override
    public Integer call() {
        RepoId repo = store.repo(name);
        HubCache cache = store.cache();
        if (cache.presence(repo) instanceof Presence.Absent) {
            throw new BadInputException(repo + " is not in " + cache.root() + "; nothing was deleted");
        }
        Int8Folder int8 = store.int8().get();
        long kept = int8.bytes();
        long freed = Downloads.delete(cache, repo);
        int8.discardOrphans();
        freed += Math.max(0, kept - int8.bytes());
        services.console()
                .out()
                .println(
                        common.json
                                ? JsonNodeFactory.instance
                                        .objectNode()
                                        .put("repository", repo.toString())
                                        .put("freedBytes", freed)
                                        .toString()
                                : "deleted " + repo + ", " + Figures.bytes(freed) + " freed");
        return ExitCode.OK;
    }
}
