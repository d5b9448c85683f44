package io.phiworkbench.analysis;

import java.nio.file.Path;
import java.util.List;

/**
 * A file of a batch and what became of it.
 *
 * @param pages read so far
 * @param words in them
 * @param doubtful words of a probability below {@link OcrText#DOUBTFUL}
 * @param seconds that reading took
 * @param note why it failed, or what to know about it; may be empty
 * @param outputs names of the files written for it
 */
public record BatchEntry(
        Path input,
        State state,
        int pages,
        int words,
        int doubtful,
        double seconds,
        String note,
        List<String> outputs) {

    /** How far a file is. */
    public enum State {
        PENDING,
        READING,
        DONE,
        FAILED
    }

    public BatchEntry {
        outputs = List.copyOf(outputs);
    }

    static BatchEntry pending(Path input) {
        return new BatchEntry(input, State.PENDING, 0, 0, 0, 0, "", List.of());
    }

    BatchEntry reading(int pagesRead) {
        return new BatchEntry(input, State.READING, pagesRead, 0, 0, 0, "", List.of());
    }

    BatchEntry failed(String cause, double took) {
        return new BatchEntry(input, State.FAILED, 0, 0, 0, took, cause, List.of());
    }

    /** Whether nothing more will happen to it. */
    public boolean isSettled() {
        return state == State.DONE || state == State.FAILED;
    }
}
