package io.phiworkbench.ui.cuda;

import io.phiworkbench.cuda.CudaTrial;
import io.phiworkbench.cuda.Graphics;
import io.phiworkbench.cuda.GraphicsCard;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.models.cuda.CudaMachine;
import io.phiworkbench.models.cuda.CudaOffer;
import io.phiworkbench.models.cuda.CudaSupport;
import io.phiworkbench.models.hub.Download;
import io.phiworkbench.models.hub.DownloadProgress;
import io.phiworkbench.models.hub.DownloadState;
import io.phiworkbench.models.hub.Downloads;
import io.phiworkbench.ui.control.FrameBatch;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.catalogue.ProgressText;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * What computes on an NVIDIA card: whether it can be had, and having it. Nothing is asked of the driver before {@link
 * #look}, nothing of the network before {@link #ask}, and nothing is fetched before {@link #agree}.
 */
public final class CudaViewModel {
    private final CudaMachine machine;
    private final Downloads downloads;
    private final FxThread threads;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.LOOKING);
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper(Messages.text("cuda.looking"));
    private final ReadOnlyObjectWrapper<CudaOffer> offer = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private CudaSupport support;
    private Download running;
    private boolean fetchedNow;

    /** What can be done. */
    public enum State {
        LOOKING,
        /** Nothing; the text says why. */
        ABSENT,
        /** It can be got. */
        AVAILABLE,
        /** The server is asked how long it is. */
        ASKING,
        /** The offer waits for an answer. */
        OFFERED,
        ACTIVE,
        /** A part is here, and nothing happens. */
        PAUSED,
        INSTALLED,
        REMOVING
    }

    /** What was found. */
    private record Found(
            Graphics graphics,
            Optional<CudaSupport> support,
            boolean installed,
            boolean partly,
            Optional<CudaTrial> trial,
            long bytes) {
        static Found at(CudaMachine machine) {
            Graphics graphics = machine.graphics().get();
            Optional<CudaSupport> support = machine.support().get();
            return new Found(
                    graphics,
                    support,
                    support.filter(s -> s.folder().isInstalled()).isPresent(),
                    support.filter(CudaSupport::isPartlyHere).isPresent(),
                    support.flatMap(s -> CudaTrial.read(s.folder())),
                    support.map(s -> s.folder().bytes()).orElse(0L));
        }
    }

    /** @param downloads are closed by whoever made them */
    public CudaViewModel(CudaMachine machine, Downloads downloads, FxThread threads) {
        this.machine = machine;
        this.downloads = downloads;
        this.threads = threads;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** What there is, in one or two sentences. */
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /** What would be fetched; null unless it waits for an answer. */
    public ReadOnlyObjectProperty<CudaOffer> offerProperty() {
        return offer.getReadOnlyProperty();
    }

    /** 0 to 1. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** How far it is, or how much of the disk it takes. */
    public ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** What went wrong: one line with a way out; empty if nothing did. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Looks what is there, unless something is under way. */
    public void look() {
        if (running == null && state.get() != State.ASKING && state.get() != State.OFFERED) {
            threads.call(() -> Found.at(machine), this::show, this::fail);
        }
    }

    private void show(Found found) {
        if (running != null) {
            return;
        }
        support = found.support().orElse(null);
        offer.set(null);
        status.set("");
        if (support == null) {
            say(State.ABSENT, Messages.text("cuda.noLibrary"));
        } else if (found.installed()) {
            status.set(Figures.bytes(found.bytes()));
            say(State.INSTALLED, installed(found));
        } else {
            switch (found.graphics()) {
                case Graphics.None _ -> say(State.ABSENT, Messages.text("cuda.none"));
                case Graphics.Unusable(Failure reason) ->
                    say(State.ABSENT, Messages.text("cuda.unusable", Failures.text(reason)));
                case Graphics.Usable usable -> available(usable.cards().getFirst(), found.partly());
            }
        }
    }

    private void available(GraphicsCard card, boolean partly) {
        String name = Messages.text("cuda.found", card.name(), Figures.bytes(card.memoryBytes()));
        if (partly) {
            status.set(Messages.text("cuda.part"));
        }
        say(partly ? State.PAUSED : State.AVAILABLE, name);
    }

    private String installed(Found found) {
        if (!(found.graphics() instanceof Graphics.Usable)) {
            return found.graphics() instanceof Graphics.Unusable(Failure reason)
                    ? Messages.text("cuda.installed.fails", Failures.text(reason))
                    : Messages.text("cuda.installed.unused");
        }
        if (fetchedNow) {
            return Messages.text("cuda.installed.restart");
        }
        return found.trial()
                .map(t -> t.works()
                        ? Messages.text("cuda.installed.works")
                        : Messages.text("cuda.installed.fails", t.reason()))
                .orElseGet(() -> Messages.text("cuda.installed.untried"));
    }

    private void say(State now, String words) {
        text.set(words);
        state.set(now);
    }

    private void fail(Throwable e) {
        problem.set(Failures.text(e));
        if (state.get() == State.LOOKING) {
            say(State.ABSENT, Messages.text("cuda.none"));
        }
    }

    /** Asks the server what would come, and offers it. */
    public void ask() {
        if (running != null) {
            resume();
            return;
        }
        if (state.get() != State.AVAILABLE && state.get() != State.PAUSED) {
            return;
        }
        problem.set("");
        state.set(State.ASKING);
        threads.call(
                this::askServer,
                answer -> {
                    offer.set(answer);
                    state.set(State.OFFERED);
                },
                e -> {
                    problem.set(Failures.text(e));
                    state.set(State.AVAILABLE);
                    look();
                });
    }

    private CudaOffer askServer() {
        try {
            return support.offer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** The user does not want it now. */
    public void decline() {
        if (state.get() == State.OFFERED) {
            offer.set(null);
            state.set(State.AVAILABLE);
            look();
        }
    }

    /** The user agrees to the offer: it is fetched. */
    public void agree() {
        CudaOffer agreed = offer.get();
        if (state.get() == State.OFFERED && agreed != null) {
            offer.set(null);
            follow(support.start(downloads, agreed));
        }
    }

    private void follow(Download download) {
        running = download;
        show(download, download.progress());
        FrameBatch<DownloadProgress> reports = new FrameBatch<>(threads.fx(), batch -> show(download, batch.getLast()));
        Runnable stop = download.listen(reports::add);
        threads.follow(
                download.result(),
                _ -> {
                    stop.run();
                    fetchedNow = true;
                    ended();
                },
                failure -> {
                    stop.run();
                    if (!(failure instanceof CancellationException)) {
                        problem.set(Failures.text(failure));
                    }
                    ended();
                });
    }

    private void ended() {
        running = null;
        look();
    }

    /** Reports of a download that has ended come too late to be shown. */
    private void show(Download download, DownloadProgress p) {
        if (running != download || p.state().isOver()) {
            return;
        }
        progress.set(Math.max(0, p.fraction()));
        boolean paused = p.state() == DownloadState.PAUSED;
        status.set(paused ? Messages.text("catalogue.paused", p.fraction()) : ProgressText.of(p));
        state.set(paused ? State.PAUSED : State.ACTIVE);
    }

    public void pause() {
        if (running != null) {
            running.pause();
        }
    }

    private void resume() {
        running.resume();
        show(running, running.progress());
    }

    /** Gives up and deletes what came. */
    public void cancel() {
        problem.set("");
        if (running != null) {
            running.cancel();
        } else if (state.get() == State.PAUSED) {
            remove();
        }
    }

    /** Deletes it. */
    public void remove() {
        if (support == null || running != null) {
            return;
        }
        problem.set("");
        fetchedNow = false;
        state.set(State.REMOVING);
        threads.call(support::remove, _ -> look(), e -> {
            problem.set(Failures.text(e));
            look();
        });
    }
}
