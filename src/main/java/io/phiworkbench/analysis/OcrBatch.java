package io.phiworkbench.analysis;

import io.phiworkbench.analysis.BatchEntry.State;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.vision.MediaException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Many files read into a result folder, one after the other. A file that cannot be read is noted and the rest goes on. A
 * batch that is paused, or whose program was closed, goes on where it was when its folder is opened again.
 *
 * <p>{@link #run} belongs to one thread; {@link #pause} and {@link #entries} may be called from any.
 */
public final class OcrBatch {
    private final BatchFolder folder;
    private final BatchSettings settings;
    private final List<BatchEntry> entries = new ArrayList<>();
    private volatile boolean pausing;

    private OcrBatch(BatchFolder folder, BatchSettings settings) {
        this.folder = folder;
        this.settings = settings;
        Map<Path, BatchEntry> settled = folder.journal();
        for (Path input : settings.inputs()) {
            entries.add(settled.getOrDefault(input, BatchEntry.pending(input)));
        }
    }

    /** How a run of a batch ended. */
    public enum Outcome {
        /** Every file is done or has failed. */
        FINISHED,
        /** {@link #pause} was called. */
        PAUSED
    }

    /**
     * Begins a batch, or goes on with the one that this folder holds if it is the same.
     *
     * @throws AnalysisException if the folder cannot be written or holds another batch
     */
    public static OcrBatch begin(Path resultFolder, BatchSettings settings) {
        var folder = new BatchFolder(resultFolder);
        if (!folder.holdsBatch()) {
            folder.write(settings);
        } else if (!folder.settings().equals(settings)) {
            throw new AnalysisException(AnalysisFault.OTHER_BATCH, resultFolder);
        }
        return new OcrBatch(folder, settings);
    }

    /**
     * Opens a batch that was begun before.
     *
     * @throws AnalysisException if the folder holds none
     */
    public static OcrBatch open(Path resultFolder) {
        var folder = new BatchFolder(resultFolder);
        if (!folder.holdsBatch()) {
            throw new AnalysisException(AnalysisFault.NO_BATCH, resultFolder);
        }
        return new OcrBatch(folder, folder.settings());
    }

    public BatchSettings settings() {
        return settings;
    }

    /** Where results and report are. */
    public Path folder() {
        return folder.path();
    }

    /** The table of all files and what became of them, written whenever a run ends. */
    public Path report() {
        return folder.path().resolve(BatchFolder.REPORT);
    }

    /** All files in order. */
    public List<BatchEntry> entries() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    /** How many files are in a state. */
    public long count(State state) {
        return entries().stream().filter(entry -> entry.state() == state).count();
    }

    /** Lets the page that is being read end, then stops the run. */
    public void pause() {
        pausing = true;
    }

    /** Forgets that files have failed, so that the next run tries them again. */
    public void retryFailed() {
        synchronized (entries) {
            entries.replaceAll(entry -> entry.state() == State.FAILED ? BatchEntry.pending(entry.input()) : entry);
        }
    }

    /**
     * Reads what is still pending.
     *
     * @param listener told about each change of a file, on this thread
     * @throws ModelGoneException if the model is unloaded; the batch can go on with another
     * @throws AnalysisException if results cannot be written
     * @throws CancellationException if the thread is interrupted
     */
    public Outcome run(OcrReader reader, Consumer<BatchEntry> listener) {
        pausing = false;
        try {
            for (int i = 0; i < entries().size(); i++) {
                if (entries().get(i).isSettled()) {
                    continue;
                }
                if (pausing || !settle(i, reader, listener)) {
                    return Outcome.PAUSED;
                }
            }
            return Outcome.FINISHED;
        } finally {
            forgetUnfinished();
            folder.report(entries());
        }
    }

    /** Reads one file; false if a pause came before its end. */
    private boolean settle(int index, OcrReader reader, Consumer<BatchEntry> listener) {
        BatchEntry entry = entries().get(index);
        long start = System.nanoTime();
        try {
            List<OcrDocument.Page> pages = new ArrayList<>();
            for (SourcePage page : SourcePage.of(entry.input())) {
                if (pausing) {
                    return false;
                }
                change(index, _ -> entry.reading(pages.size()), listener);
                OcrText text = reader.read(reader.open(page), settings.preset(), _ -> {});
                pages.add(new OcrDocument.Page(page, text));
            }
            var document = new OcrDocument(entry.input().getFileName().toString(), settings.preset(), pages);
            BatchEntry done = done(index, document, secondsSince(start));
            folder.settle(done);
            change(index, _ -> done, listener);
        } catch (MediaException | GenerationException e) {
            BatchEntry failed = entry.failed(e.getMessage(), secondsSince(start));
            folder.settle(failed);
            change(index, _ -> failed, listener);
        }
        return true;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private BatchEntry done(int index, OcrDocument document, double seconds) {
        List<String> outputs = new ArrayList<>();
        for (OcrExport export : settings.exports()) {
            String name = names().get(index) + "." + export.extension();
            folder.replace(name, export.bytes(document));
            outputs.add(name);
        }
        return new BatchEntry(
                settings.inputs().get(index),
                State.DONE,
                document.pages().size(),
                document.words(),
                document.doubtful(OcrText.DOUBTFUL),
                seconds,
                note(document),
                outputs);
    }

    private static String note(OcrDocument document) {
        List<String> cut = document.pages().stream()
                .filter(page -> !page.text().complete())
                .map(page -> page.source().name())
                .toList();
        if (!cut.isEmpty()) {
            return "cut off, the text is longer than the model can write: " + String.join(", ", cut);
        }
        boolean nothing = document.pages().stream().allMatch(page -> page.text().isEmpty());
        return nothing ? "no text found" : "";
    }

    /** Names of the results without their ends: those of the inputs, numbered where two are the same. */
    private List<String> names() {
        Set<String> taken = new HashSet<>(Set.of("report", "batch"));
        List<String> names = new ArrayList<>();
        for (Path input : settings.inputs()) {
            String file = input.getFileName().toString();
            String base = file.contains(".") ? file.substring(0, file.lastIndexOf('.')) : file;
            String name = base;
            for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
                name = base + "-" + i;
            }
            names.add(name);
        }
        return names;
    }

    private void change(int index, UnaryOperator<BatchEntry> change, Consumer<BatchEntry> listener) {
        BatchEntry changed;
        synchronized (entries) {
            changed = change.apply(entries.get(index));
            entries.set(index, changed);
        }
        listener.accept(changed);
    }

    private void forgetUnfinished() {
        synchronized (entries) {
            entries.replaceAll(entry -> entry.state() == State.READING ? BatchEntry.pending(entry.input()) : entry);
        }
    }
}
