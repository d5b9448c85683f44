package io.phiworkbench.chat.sqlite;

import io.phiworkbench.chat.SearchHit.Range;
import java.util.ArrayList;
import java.util.List;

/** The place of a text that shows most of what was found, on one line. */
record Snippet(String text, List<Range> highlights) {
    private static final int LENGTH = 160;
    private static final int BEFORE = 40;

    /** @param found in order, not overlapping */
    static Snippet of(String text, List<Range> found) {
        int start = found.isEmpty() ? 0 : Math.max(0, best(found).start() - BEFORE);
        if (start > 0 && Character.isLowSurrogate(text.charAt(start))) {
            start--;
        }
        int end = Math.min(text.length(), start + LENGTH);
        if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
            end--;
        }
        String head = start > 0 ? "…" : "";
        // One character for one, so that the ranges stay true.
        String body = text.substring(start, end).replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
        List<Range> shifted = new ArrayList<>();
        for (Range range : found) {
            if (range.start() < end && range.end() > start) {
                int shift = head.length() - start;
                shifted.add(new Range(Math.max(range.start(), start) + shift, Math.min(range.end(), end) + shift));
            }
        }
        return new Snippet(head + body + (end < text.length() ? "…" : ""), List.copyOf(shifted));
    }

    /** The range with the most others after it within a snippet's length. */
    private static Range best(List<Range> found) {
        Range best = found.getFirst();
        int most = 0;
        for (int i = 0, end = 0; i < found.size(); i++) {
            end = Math.max(end, i);
            while (end < found.size() && found.get(end).end() <= found.get(i).start() + LENGTH - BEFORE) {
                end++;
            }
            if (end - i > most) {
                most = end - i;
                best = found.get(i);
            }
        }
        return best;
    }
}
