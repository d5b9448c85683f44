package io.phiworkbench.models.hub;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A download: it can be paused, resumed and cancelled. Thread-safe; nothing here waits. */
public final class Download {
    private enum Wish {
        RUN,
        PAUSE,
        CANCEL
    }

    private final String name;
    private final DownloadWork work;
    private final Transfer transfer;
    private final List<Consumer<DownloadProgress>> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Path> result = new CompletableFuture<>();
    // Guarded by this:
    private Wish wish = Wish.RUN;
    private Thread runner;

    Download(String name, DownloadWork work, DownloadOptions options) {
        this.name = name;
        this.work = work;
        this.transfer = new Transfer(options);
    }

    /** How far it is now. */
    public DownloadProgress progress() {
        return transfer.meter().progress(System.nanoTime());
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

    /** Completes with where it lies, or with a {@link HubException}; stays open while the download is paused. */
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

    /** Stops for good and deletes what unfinished work left. */
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
            runner = Thread.ofVirtual().name("download " + name).start(this::runToEnd);
        }
    }

    private void runToEnd() {
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
            Path place = work.run(transfer);
            transfer.setState(DownloadState.DONE);
            result.complete(place);
            return DownloadState.DONE;
        } catch (InterruptedException e) {
            return wished() == Wish.CANCEL ? cancelled() : paused();
        } catch (RuntimeException e) {
            transfer.setState(DownloadState.FAILED);
            result.completeExceptionally(e);
            return DownloadState.FAILED;
        }
    }

    private synchronized Wish wished() {
        return wish;
    }

    private DownloadState paused() {
        transfer.setState(DownloadState.PAUSED);
        return DownloadState.PAUSED;
    }

    private DownloadState cancelled() {
        try {
            work.discard();
            transfer.setState(DownloadState.CANCELLED);
            result.cancel(false);
        } catch (IOException | RuntimeException e) {
            transfer.setState(DownloadState.FAILED);
            result.completeExceptionally(new HubException(
                    e,
                    HubFault.LEFTOVERS_UNDELETED,
                    name,
                    e instanceof IOException io ? FileFault.of(io) : Failure.of(e)));
        }
        return transfer.meter().state();
    }

    /** Ends connections that bring nothing. */
    void endStalled() {
        long most = transfer.options().patience().stall().toNanos();
        transfer.flows().forEach(flow -> flow.endIfStalled(most));
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
