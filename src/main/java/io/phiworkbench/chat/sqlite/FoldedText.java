package io.phiworkbench.chat.sqlite;

import io.phiworkbench.chat.SearchHit.Range;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text without case and accents in which terms are found, with the way back to the places in the original.
 *
 * @param folded the folded text
 * @param origins for each of its characters, where the character it comes from begins in the original
 * @param ends for each of its characters, where that one ends
 */
record FoldedText(String folded, int[] origins, int[] ends) {
    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]");

    static FoldedText of(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        int[] origins = new int[text.length() + 16];
        int[] ends = new int[text.length() + 16];
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            int end = at + Character.charCount(point);
            String form = fold(point);
            if (folded.length() + form.length() > origins.length) {
                origins = Arrays.copyOf(origins, origins.length * 2);
                ends = Arrays.copyOf(ends, ends.length * 2);
            }
            for (int i = 0; i < form.length(); i++) {
                origins[folded.length() + i] = at;
                ends[folded.length() + i] = end;
            }
            folded.append(form);
            at = end;
        }
        return new FoldedText(folded.toString(), origins, ends);
    }

    private static String fold(int point) {
        if (point < 0x80) {
            return String.valueOf((char) (point >= 'A' && point <= 'Z' ? point + 32 : point));
        }
        String lower = Character.toString(point).toLowerCase(Locale.ROOT);
        return hasAccents(point)
                ? ACCENTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
                        .replaceAll("")
                : lower;
    }

    /** The blocks of the Latin, Greek and Cyrillic scripts; marks elsewhere are parts of letters, and stay. */
    private static boolean hasAccents(int point) {
        return point < 0x0530 || point >= 0x1e00 && point < 0x2000;
    }

    boolean contains(String term) {
        return folded.contains(term);
    }

    /** Where the terms stand in the original, in order, overlapping ones joined. */
    List<Range> find(List<String> terms) {
        List<Range> found = new ArrayList<>();
        for (String term : terms) {
            for (int at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length())) {
                found.add(new Range(origins[at], ends[at + term.length() - 1]));
            }
        }
        found.sort(Comparator.comparingInt(Range::start).thenComparingInt(Range::end));
        List<Range> joined = new ArrayList<>();
        for (Range range : found) {
            if (!joined.isEmpty() && range.start() <= joined.getLast().end()) {
                Range last = joined.removeLast();
                joined.add(new Range(last.start(), Math.max(last.end(), range.end())));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }
}
