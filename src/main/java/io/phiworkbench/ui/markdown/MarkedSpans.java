package io.phiworkbench.ui.markdown;

import io.phiworkbench.chat.WordDifference;
import io.phiworkbench.ui.markdown.Span.Style;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Spans that turned into others, with the words marked that went and came. */
final class MarkedSpans {
    /** Where less of two texts stays, they are easier to read one after the other than mixed. */
    private static final double LEAST_KEPT = 0.25;

    private MarkedSpans() {}

    /** What stays is formatted as in the second. */
    static List<Span> between(List<Span> old, List<Span> now) {
        Cut before = new Cut(old);
        Cut after = new Cut(now);
        List<Span> all = new ArrayList<>();
        for (WordDifference.Part part : WordDifference.between(Span.text(old), Span.text(now))) {
            int length = part.text().length();
            switch (part.kind()) {
                case SAME -> {
                    before.next(length);
                    all.addAll(after.next(length));
                }
                case REMOVED -> all.addAll(marked(before.next(length), Style.REMOVED));
                case ADDED -> all.addAll(marked(after.next(length), Style.ADDED));
            }
        }
        return List.copyOf(all);
    }

    /** The same, where enough stays in its order for one text to be read as the other one changed. */
    static Optional<List<Span>> ofOneText(List<Span> old, List<Span> now) {
        List<Span> marked = between(old, now);
        long kept = length(marked.stream().filter(span -> !isMarked(span)));
        return 2 * kept < LEAST_KEPT * (length(old.stream()) + length(now.stream()))
                ? Optional.empty()
                : Optional.of(marked);
    }

    static List<Span> marked(List<Span> spans, Style style) {
        return spans.stream()
                .map(span -> {
                    Set<Style> styles = EnumSet.of(style);
                    styles.addAll(span.styles());
                    return new Span(span.text(), styles, span.link());
                })
                .toList();
    }

    /** The mark that all words of a text have, where there are words and they have one. */
    static Optional<Style> wholeMark(Stream<List<Span>> lines) {
        List<Span> words = lines.flatMap(List::stream)
                .filter(span -> !span.text().isBlank())
                .toList();
        return Stream.of(Style.REMOVED, Style.ADDED)
                .filter(mark -> !words.isEmpty()
                        && words.stream().allMatch(span -> span.styles().contains(mark)))
                .findFirst();
    }

    private static boolean isMarked(Span span) {
        return span.styles().contains(Style.REMOVED) || span.styles().contains(Style.ADDED);
    }

    private static long length(Stream<Span> spans) {
        return spans.mapToLong(span -> span.text()
                        .chars()
                        .filter(c -> !Character.isWhitespace(c))
                        .count())
                .sum();
    }

    /** Spans that are taken away from the front, character by character. */
    private static final class Cut {
        private final List<Span> spans;
        private int span;
        private int character;

        Cut(List<Span> spans) {
            this.spans = spans;
        }

        List<Span> next(int length) {
            List<Span> taken = new ArrayList<>();
            for (int left = length; left > 0; ) {
                Span current = spans.get(span);
                int end = Math.min(current.text().length(), character + left);
                if (end > character) {
                    taken.add(new Span(current.text().substring(character, end), current.styles(), current.link()));
                }
                left -= end - character;
                character = end;
                if (end == current.text().length()) {
                    span++;
                    character = 0;
                }
            }
            return taken;
        }
    }
}
