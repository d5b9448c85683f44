package io.phiworkbench.checkpoint;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A model folder or one of its files cannot be used; one line: the file, what is wrong with it, and what to do about it.
 */
public final class CheckpointException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_VALUE = 2_000;

    private final transient Path file;
    private final transient Failure failure;

    /**
     * @param file the folder or file at fault
     * @param values what the words have places for
     */
    public CheckpointException(Path file, CheckpointFault fault, Object... values) {
        this(file, null, fault, values);
    }

    /**
     * @param file the folder or file at fault
     * @param cause the exception that revealed the fault
     * @param values what the words have places for
     */
    public CheckpointException(Path file, Throwable cause, CheckpointFault fault, Object... values) {
        this(file, cause, Failure.about(oneLine(file), fault, cleaned(values)));
    }

    private CheckpointException(Path file, Throwable cause, Failure failure) {
        super(failure.english(), cause);
        this.file = file;
        this.failure = failure;
    }

    /** The folder or file at fault. */
    public Path file() {
        return file;
    }

    @Override
    public Failure failure() {
        return failure;
    }

    static Object[] cleaned(Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof Number || value instanceof Failure ? value : oneLine(value))
                .toArray();
    }

    /** Names inside a damaged file may hold line breaks or run to megabytes; neither belongs in a message. */
    private static String oneLine(Object text) {
        String line = String.valueOf(text).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "...";
    }
}
