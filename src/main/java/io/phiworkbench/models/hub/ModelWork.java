package io.phiworkbench.models.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Brings a model into the cache.
 *
 * @param settings asked for at the start of every attempt
 */
record ModelWork(RepoId repo, String revision, Supplier<HubSettings> settings) implements DownloadWork {
    @Override
    public Path run(Transfer transfer) throws InterruptedException {
        HubSettings now = settings.get();
        try (HubClient client = new HubClient(now, transfer.options().patience())) {
            return new DownloadRun(now, client, repo, revision, transfer).run();
        }
    }

    @Override
    public void discard() throws IOException {
        Leftovers.delete(new HubCache(settings.get().cache()), repo);
    }
}
