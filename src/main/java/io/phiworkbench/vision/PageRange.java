package io.phiworkbench.vision;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Pages as a person writes them: {@code 3}, {@code 1-3,7}, {@code 5-} to the end; nothing at all means every page. They
 * keep the order in which they are written, and a page is taken once.
 */
final class PageRange {
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(?:\\s*-\\s*(\\d{1,9})?)?|-\\s*(\\d{1,9})");

    private PageRange() {}

    /**
     * @param source the document, for messages
     * @param count how many pages there are
     * @throws MediaException where the text is no range, or names pages that are not there
     */
    static List<Integer> parse(String source, String text, int count) {
        if (text.isBlank()) {
            return IntStream.rangeClosed(1, count).boxed().toList();
        }
        SequencedSet<Integer> pages = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            add(source, part.strip(), count, pages);
        }
        return List.copyOf(pages);
    }

    private static void add(String source, String part, int count, SequencedSet<Integer> pages) {
        Matcher range = PART.matcher(part);
        if (!range.matches()) {
            throw new MediaException(source, Refusal.NO_PAGE_RANGE, part);
        }
        int first = range.group(1) == null ? 1 : Integer.parseInt(range.group(1));
        int last = last(range, first, part.endsWith("-"), count);
        if (first < 1 || last > count || first > last) {
            throw count == 1
                    ? new MediaException(source, Refusal.NO_SUCH_PAGES_OF_ONE, part)
                    : new MediaException(source, Refusal.NO_SUCH_PAGES, part, count);
        }
        IntStream.rangeClosed(first, last).forEach(pages::add);
    }

    private static int last(Matcher range, int first, boolean open, int count) {
        if (range.group(3) != null) {
            return Integer.parseInt(range.group(3));
        }
        if (range.group(2) != null) {
            return Integer.parseInt(range.group(2));
        }
        return open ? count : first;
    }
}
