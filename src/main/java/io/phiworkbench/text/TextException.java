package io.phiworkbench.text;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A tokenizer or chat template cannot be used. The message is one line: the file, what is wrong, and what to do.
 */
public final class TextException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_VALUE = 2_000;

    private final transient Failure failure;

    TextException(Path file, TextFault fault, Object... values) {
        this(file, null, fault, values);
    }

    TextException(Path file, Throwable cause, TextFault fault, Object... values) {
        this(Failure.about(oneLine(file), fault, cleaned(values)), cause);
    }

    private TextException(Failure failure, Throwable cause) {
        super(failure.english(), cause);
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }

    /** Templates and tokenizers are files from elsewhere, and what they say may be anything. */
    private static Object[] cleaned(Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof Integer ? value : oneLine(value))
                .toArray();
    }

    private static String oneLine(Object text) {
        String line = String.valueOf(text).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "...";
    }
}
