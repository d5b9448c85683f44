package io.phiworkbench.checkpoint;

import java.nio.file.Path;

/**
 * A model folder or one of its files cannot be used. The message is one line: the file, what is wrong with it, and what
 * to do about it.
 */
public final class CheckpointException extends RuntimeException {
    private static final int LONGEST_PART = 4_000;

    private final transient Path file;

    /**
     * @param file the folder or file at fault
     * @param fault what is wrong with it, for example {@code "the file ends after 40 of 100 bytes"}
     * @param remedy what the reader can do, for example {@code "download it again"}
     */
    public CheckpointException(Path file, String fault, String remedy) {
        this(file, fault, remedy, null);
    }

    /** As the other constructor, with the exception that revealed the fault. */
    public CheckpointException(Path file, String fault, String remedy, Throwable cause) {
        super(oneLine(file + ": " + fault + "; " + remedy + "."), cause);
        this.file = file;
    }

    /** The folder or file at fault. */
    public Path file() {
        return file;
    }

    /** Names inside a damaged file may hold line breaks or run to megabytes; neither belongs in a message. */
    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return line.length() <= LONGEST_PART ? line : line.substring(0, LONGEST_PART) + "...";
    }
}
