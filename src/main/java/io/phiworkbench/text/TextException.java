package io.phiworkbench.text;

import java.nio.file.Path;

/**
 * A tokenizer or chat template cannot be used. The message is one line: the file, what is wrong, and what to do.
 */
public final class TextException extends RuntimeException {
    private static final int LONGEST_MESSAGE = 4_000;

    TextException(Path file, String fault, String remedy) {
        this(file, fault, remedy, null);
    }

    TextException(Path file, String fault, String remedy, Throwable cause) {
        super(oneLine(file + ": " + fault + "; " + remedy + "."), cause);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
    }
}
