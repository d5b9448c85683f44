package io.phiworkbench.ui.analysis;

import io.phiworkbench.analysis.BatchEntry;
import io.phiworkbench.analysis.BatchSettings;
import io.phiworkbench.analysis.OcrBatch;
import io.phiworkbench.analysis.OcrExport;
import io.phiworkbench.analysis.OcrPreset;
import io.phiworkbench.analysis.OcrReader;
import io.phiworkbench.failure.FileFault;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.control.Work;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The batch that runs or waits to go on, also after the program was closed in its middle. Used on the FX thread. */
public final class BatchViewModel {
    private final FxThread threads;
    private final Supplier<Optional<Reading>> reading;
    private final Path remembered;
    private final Work work;
    private final ReadOnlyObjectWrapper<OcrBatch> batch = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper line = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /** @param remembered file that holds the folder of a batch that is not finished */
    public BatchViewModel(FxThread threads, Supplier<Optional<Reading>> reading, Path remembered) {
        this.threads = threads;
        this.reading = reading;
        this.remembered = remembered;
        this.work = new Work(threads);
        threads.call(this::unfinished, found -> found.ifPresent(this::show), e -> problem.set(Failures.text(e)));
    }

    private Optional<OcrBatch> unfinished() {
        try {
            if (!Files.exists(remembered)) {
                return Optional.empty();
            }
            Path folder = Path.of(Files.readString(remembered).strip());
            return Files.isDirectory(folder) ? Optional.of(OcrBatch.open(folder)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(remembered + ": " + Failures.text(FileFault.of(e)), e);
        }
    }

    /** The batch, null if there is none. */
    public ReadOnlyObjectProperty<OcrBatch> batchProperty() {
        return batch.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return work.runningProperty();
    }

    /** Settled files of all, 0 to 1. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** How far it is, for people. */
    public ReadOnlyStringProperty lineProperty() {
        return line.getReadOnlyProperty();
    }

    /** What stopped it, empty if nothing did. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Begins a batch, or goes on with the same one, and runs it. */
    public void begin(List<Path> files, Path folder, OcrPreset preset, SequencedSet<OcrExport> exports) {
        problem.set("");
        threads.call(
                () -> {
                    OcrBatch begun =
                            OcrBatch.begin(folder, new BatchSettings(files, preset, exports, OptionalInt.empty()));
                    remember(folder);
                    return begun;
                },
                begun -> {
                    show(begun);
                    goOn();
                },
                e -> problem.set(Failures.text(e)));
    }

    private void remember(Path folder) {
        try {
            Files.createDirectories(remembered.getParent());
            Files.writeString(remembered, folder.toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(remembered + ": " + Failures.text(FileFault.of(e)), e);
        }
    }

    private void show(OcrBatch shown) {
        batch.set(shown);
        update(shown);
    }

    private void update(OcrBatch shown) {
        List<BatchEntry> entries = shown.entries();
        long settled = entries.stream().filter(BatchEntry::isSettled).count();
        long failed = shown.count(BatchEntry.State.FAILED);
        progress.set(entries.isEmpty() ? 1 : (double) settled / entries.size());
        line.set(
                failed == 0
                        ? Messages.text("analyse.batch.line", settled, entries.size())
                        : Messages.text("analyse.batch.failed", settled, entries.size(), failed));
    }

    /** Runs what is still to do. */
    public void goOn() {
        OcrBatch running = batch.get();
        Optional<Reading> now = reading.get();
        problem.set("");
        if (running == null || now.isEmpty()) {
            problem.set(running == null ? "" : Messages.text("analyse.noModel"));
            return;
        }
        work.start(
                () -> running.run(
                        new OcrReader(
                                now.get().model(),
                                now.get().prompts(),
                                running.settings().crops()),
                        _ -> threads.fx().execute(() -> update(running))),
                outcome -> ended(running, outcome),
                e -> {
                    update(running);
                    problem.set(Failures.text(e));
                });
    }

    private void ended(OcrBatch ended, OcrBatch.Outcome outcome) {
        update(ended);
        if (outcome == OcrBatch.Outcome.FINISHED) {
            threads.call(this::forget, _ -> {}, e -> problem.set(Failures.text(e)));
        }
    }

    private boolean forget() {
        try {
            return Files.deleteIfExists(remembered);
        } catch (IOException e) {
            throw new UncheckedIOException(remembered + ": " + Failures.text(FileFault.of(e)), e);
        }
    }

    /** Lets the page that is being read end, then waits. */
    public void pause() {
        if (batch.get() != null) {
            batch.get().pause();
        }
    }

    /** Takes the batch out of sight; its folder stays as it is. */
    public void dismiss() {
        if (!runningProperty().get()) {
            batch.set(null);
            problem.set("");
            threads.call(this::forget, _ -> {}, e -> problem.set(Failures.text(e)));
        }
    }
}
