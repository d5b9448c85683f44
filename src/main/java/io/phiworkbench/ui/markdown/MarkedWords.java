package io.phiworkbench.ui.markdown;

import io.phiworkbench.ui.markdown.Span.Style;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many words a difference marks.
 *
 * @param removed those that are no longer there
 * @param added those that were not there before
 */
public record MarkedWords(long removed, long added) {
    private static final Pattern WORD = Pattern.compile("\\S+");

    /** Counts them in the blocks of a {@link BlockDifference}. */
    public static MarkedWords in(List<Block> blocks) {
        return new MarkedWords(count(blocks, Style.REMOVED), count(blocks, Style.ADDED));
    }

    /** Whether the words are the same; they may look otherwise. */
    public boolean isNone() {
        return removed == 0 && added == 0;
    }

    private static long count(List<Block> blocks, Style mark) {
        return blocks.stream()
                .flatMap(Block::texts)
                .mapToLong(line -> WORD.matcher(only(line, mark)).results().count())
                .sum();
    }

    /** What carries the mark. A word may be in several styles; what has no mark parts words. */
    private static String only(List<Span> line, Style mark) {
        return line.stream()
                .map(span -> span.styles().contains(mark) ? span.text() : " ")
                .collect(Collectors.joining());
    }
}
