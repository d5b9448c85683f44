package io.phiworkbench.models.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The downloads of this process. Nothing is asked of the network before {@link #start}. Thread-safe; only {@link
 * #close} waits.
 */
public final class Downloads implements AutoCloseable {
    private static final long TICK_MILLIS = 250;

    private final Supplier<HubSettings> settings;
    private final DownloadOptions options;
    private final Map<String, Download> all = new LinkedHashMap<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("download-progress").daemon().factory());

    /** With the settings of this process's environment. */
    public static Downloads ofUser() {
        return new Downloads(HubSettings::ofUser, DownloadOptions.usual());
    }

    /** @param settings asked for at the start of every attempt; may throw a {@link HubException} */
    public static Downloads with(Supplier<HubSettings> settings) {
        return new Downloads(settings, DownloadOptions.usual());
    }

    Downloads(Supplier<HubSettings> settings, DownloadOptions options) {
        this.settings = settings;
        this.options = options;
        ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Downloads a model, or what is missing of it.
     *
     * @param revision branch, tag or commit
     * @return the download that is under way already, if there is one; a paused one goes on
     */
    public Download start(RepoId repo, String revision) {
        return start(repo.toString(), new ModelWork(repo, revision, settings));
    }

    /**
     * Downloads something else.
     *
     * @param name that nothing else has
     * @return the download of that name that is under way already, if there is one; a paused one goes on
     */
    public Download start(String name, DownloadWork work) {
        Download download;
        synchronized (all) {
            download = all.get(name);
            if (download == null || download.result().isDone()) {
                download = new Download(name, work, options);
                all.put(name, download);
            }
        }
        download.resume();
        return download;
    }

    /** The download of a model that is under way or paused. */
    public Optional<Download> of(RepoId repo) {
        return of(repo.toString());
    }

    /** As above, by the name that it was started with. */
    public Optional<Download> of(String name) {
        synchronized (all) {
            return Optional.ofNullable(all.get(name)).filter(d -> !d.result().isDone());
        }
    }

    /** The cache that downloads go to. */
    public HubCache cache() {
        return new HubCache(settings.get().cache());
    }

    /**
     * Deletes a model from the cache, with everything that is there of it. Blocks.
     *
     * @return bytes freed
     * @throws HubException if it is being downloaded, or a file cannot be deleted
     */
    public static long delete(HubCache cache, RepoId repo) {
        return Leftovers.deleteAll(cache, repo);
    }

    /**
     * Deletes what an unfinished download of an earlier start left. What another process fetches stays. Blocks.
     *
     * @throws HubException if a file cannot be deleted
     */
    public static void discard(HubCache cache, RepoId repo) {
        try {
            Leftovers.delete(cache, repo);
        } catch (IOException e) {
            throw SourceWords.hubDisk(cache.blobs(repo), e);
        }
    }

    private void tick() {
        for (Download download : snapshot()) {
            if (download.isRunning()) {
                download.endStalled();
                download.tell();
            }
        }
    }

    private Collection<Download> snapshot() {
        synchronized (all) {
            return new ArrayList<>(all.values());
        }
    }

    /** Pauses what runs; another process can go on with it. Waits until nothing is written any more. */
    @Override
    public void close() {
        ticker.shutdownNow();
        List<Download> running = List.copyOf(snapshot());
        running.forEach(Download::pause);
        try {
            for (Download download : running) {
                download.awaitRest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
