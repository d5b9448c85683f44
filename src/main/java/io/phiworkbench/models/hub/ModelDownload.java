package io.phiworkbench.models.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The download of a model: it can be paused, resumed and cancelled. Thread-safe; nothing here waits. */
public final class ModelDownload {
    private enum Wish {
        RUN,
        PAUSE,
        CANCEL
    }

    private final RepoId repo;
    private final String revision;
    private final Supplier<HubSettings> settings;
    private final DownloadOptions options;
    private final TransferMeter meter = new TransferMeter();
    private final Set<BlobTransfer.Flow> flows = BlobTransfer.noFlows();
    private final List<Consumer<DownloadProgress>> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Path> result = new CompletableFuture<>();
    // Guarded by this:
    private Wish wish = Wish.RUN;
    private Thread runner;

    ModelDownload(RepoId repo, String revision, Supplier<HubSettings> settings, DownloadOptions options) {
        this.repo = repo;
        this.revision = revision;
        this.settings = settings;
        this.options = options;
    }

    public RepoId repo() {
        return repo;
    }

    /** How far it is now. */
    public DownloadProgress progress() {
        return meter.progress(System.nanoTime());
    }

    /**
     * @param listener is told four times a second while something happens and at every change of state, on a thread of
     *     the download
     * @return ends the telling
     */
    public Runnable listen(Consumer<DownloadProgress> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Completes with the model's folder, or with a {@link HubException}; stays open while the download is paused. */
    public CompletableFuture<Path> result() {
        return result;
    }

    /** Stops fetching and keeps what is here, also beyond the end of the program. */
    public void pause() {
        end(Wish.PAUSE);
    }

    /** Goes on after a pause. */
    public synchronized void resume() {
        if (!result.isDone() && wish != Wish.CANCEL) {
            wish = Wish.RUN;
            start();
        }
    }

    /** Stops for good and deletes what was fetched of an unfinished model. */
    public void cancel() {
        end(Wish.CANCEL);
    }

    private synchronized void end(Wish how) {
        if (result.isDone() || wish == Wish.CANCEL) {
            return;
        }
        wish = how;
        if (runner != null) {
            runner.interrupt();
        } else if (how == Wish.CANCEL) {
            start();
        }
    }

    synchronized void start() {
        if (runner == null) {
            runner = Thread.ofVirtual().name("download " + repo).start(this::work);
        }
    }

    private void work() {
        DownloadState state = attempt();
        synchronized (this) {
            runner = null;
            // The wish may have changed while the work was ending; an interruption that came too late is over.
            if (state == DownloadState.PAUSED && wish != Wish.PAUSE) {
                start();
                return;
            }
        }
        tell();
    }

    private DownloadState attempt() {
        if (wished() == Wish.CANCEL) {
            return cancelled();
        }
        try {
            HubSettings now = settings.get();
            try (HubClient client = new HubClient(now, options.patience())) {
                Path folder = new DownloadRun(now, client, options, repo, revision, meter, flows).run();
                meter.setState(DownloadState.DONE);
                result.complete(folder);
                return DownloadState.DONE;
            }
        } catch (InterruptedException e) {
            return wished() == Wish.CANCEL ? cancelled() : paused();
        } catch (RuntimeException e) {
            meter.setState(DownloadState.FAILED);
            result.completeExceptionally(e);
            return DownloadState.FAILED;
        }
    }

    private synchronized Wish wished() {
        return wish;
    }

    private DownloadState paused() {
        meter.setState(DownloadState.PAUSED);
        return DownloadState.PAUSED;
    }

    private DownloadState cancelled() {
        try {
            Leftovers.delete(new HubCache(settings.get().cache()), repo);
            meter.setState(DownloadState.CANCELLED);
            result.cancel(false);
        } catch (IOException | RuntimeException e) {
            meter.setState(DownloadState.FAILED);
            result.completeExceptionally(BlobTransfer.cannotWrite(settings.get().cache(), new IOException(e)));
        }
        return meter.state();
    }

    /** Ends connections that bring nothing. */
    void endStalled() {
        flows.forEach(flow -> flow.endIfStalled(options.patience().stall().toNanos()));
    }

    void tell() {
        DownloadProgress now = progress();
        listeners.forEach(listener -> listener.accept(now));
    }

    /** Whether a thread works for it. */
    synchronized boolean isRunning() {
        return runner != null;
    }

    /** Waits until no thread works for it. */
    void awaitRest() throws InterruptedException {
        Thread working;
        synchronized (this) {
            working = runner;
        }
        if (working != null) {
            working.join();
        }
    }
}
