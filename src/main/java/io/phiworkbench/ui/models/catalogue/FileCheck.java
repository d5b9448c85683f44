package io.phiworkbench.ui.models.catalogue;

import io.phiworkbench.models.hub.HubCache;
import io.phiworkbench.models.hub.RepoId;
import io.phiworkbench.models.hub.Verification;
import io.phiworkbench.models.hub.Verification.Checked;
import io.phiworkbench.models.hub.Verification.Finding;
import io.phiworkbench.ui.control.FrameBatch;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Checks the hashes of a downloaded model's files, as {@code phi models verify} does; asks nothing of the network. For
 * the FX thread; reads in the background.
 */
public final class FileCheck {
    private final Supplier<HubCache> cache;
    private final Path snapshot;
    private final Runnable changed;
    private final FxThread threads;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.IDLE);
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ObservableList<Checked> files = FXCollections.observableArrayList();
    private volatile boolean cancelled;

    /** Where a check is. */
    public enum State {
        /** Not begun, given up, or not possible. */
        IDLE,
        RUNNING,
        /** Every file whose hash is known has it. */
        SOUND,
        /** A file is missing, or is not as the Hub announced it. */
        DAMAGED
    }

    /**
     * @param snapshot the model's folder in the cache
     * @param changed is called when files were deleted
     */
    FileCheck(Supplier<HubCache> cache, Path snapshot, Runnable changed, FxThread threads) {
        this.cache = cache;
        this.snapshot = snapshot;
        this.changed = changed;
        this.threads = threads;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** 0 to 1. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** What came of it, in a line; empty before. */
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** What was found, file by file. */
    public ObservableList<Checked> files() {
        return files;
    }

    public void start() {
        if (state.get() == State.RUNNING) {
            return;
        }
        cancelled = false;
        files.clear();
        message.set("");
        progress.set(0);
        state.set(State.RUNNING);
        FrameBatch<Verification.Progress> reports =
                new FrameBatch<>(threads.fx(), batch -> progress.set(fraction(batch.getLast())));
        threads.call(() -> check(reports), this::show, this::failed);
    }

    /** Gives it up; nothing is changed by that. */
    public void cancel() {
        cancelled = true;
    }

    /** Deletes the damaged files, so that a download fetches just those. */
    public void discardDamaged() {
        List<Checked> found = List.copyOf(files);
        threads.call(
                () -> {
                    verification(_ -> {}).discardDamaged(found);
                    return null;
                },
                _ -> changed.run(),
                this::failed);
    }

    private List<Checked> check(FrameBatch<Verification.Progress> reports) {
        try {
            return verification(p -> {
                        if (cancelled) {
                            throw new CancellationException();
                        }
                        reports.add(p);
                    })
                    .run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    private Verification verification(java.util.function.Consumer<Verification.Progress> listener) {
        HubCache place = cache.get();
        RepoId repo = place.repoOf(snapshot)
                .orElseThrow(() -> new IllegalStateException(Messages.text("check.notThere", snapshot, place.root())));
        return new Verification(place, repo, listener);
    }

    private static double fraction(Verification.Progress p) {
        return p.totalBytes() == 0 ? 1 : (double) p.readBytes() / p.totalBytes();
    }

    private void show(List<Checked> found) {
        files.setAll(found);
        long bad = found.stream()
                .filter(f -> f.finding() == Finding.DAMAGED || f.finding() == Finding.MISSING)
                .count();
        long unknown =
                found.stream().filter(f -> f.finding() == Finding.UNKNOWN).count();
        message.set(
                bad > 0
                        ? Messages.text("check.bad", bad, found.size())
                        : unknown > 0
                                ? Messages.text("check.soundBut", found.size() - unknown, unknown)
                                : Messages.text("check.sound", found.size()));
        state.set(bad > 0 ? State.DAMAGED : State.SOUND);
    }

    private void failed(RuntimeException e) {
        message.set(e instanceof CancellationException ? Messages.text("check.cancelled") : Failures.text(e));
        state.set(State.IDLE);
    }
}
