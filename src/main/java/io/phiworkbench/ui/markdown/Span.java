package io.phiworkbench.ui.markdown;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A run of text in one style.
 *
 * @param text may hold line breaks
 * @param styles how it looks
 * @param link where it leads, empty for nowhere
 */
public record Span(String text, Set<Style> styles, String link) {

    public Span {
        styles = styles.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(styles));
    }

    public enum Style {
        STRONG,
        EMPHASIS,
        CODE,
        FORMULA,
        /** In a difference: no longer there. */
        REMOVED,
        /** In a difference: not there before. */
        ADDED
    }

    boolean isRemoved() {
        return styles.contains(Style.REMOVED);
    }

    static String text(List<Span> spans) {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }
}
