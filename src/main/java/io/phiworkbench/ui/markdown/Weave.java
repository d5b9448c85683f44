package io.phiworkbench.ui.markdown;

import io.phiworkbench.ui.markdown.Alignment.Pair;
import io.phiworkbench.ui.markdown.Span.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How two lists of parts are shown as one.
 *
 * @param part what tells parts apart
 * @param merge two that were paired, as one changed part; empty where on a second look they are not one
 * @param mark all of one, as gone or come; empty where that cannot be shown
 */
record Weave<T>(
        Function<T, Part<T>> part,
        BiFunction<Part<T>, Part<T>, Optional<T>> merge,
        BiFunction<T, Style, Optional<T>> mark) {

    /** What was paired stays one; between two such parts stands first all that went, then all that came. */
    List<T> of(List<T> before, List<T> after) {
        List<Part<T>> old = before.stream().map(part).toList();
        List<Part<T>> now = after.stream().map(part).toList();
        List<T> all = new ArrayList<>();
        List<T> gone = new ArrayList<>();
        List<T> come = new ArrayList<>();
        for (Pair pair : Alignment.of(old, now)) {
            Optional<T> one = pair.isGone() || pair.isCome()
                    ? Optional.empty()
                    : merged(old.get(pair.old()), now.get(pair.now()));
            if (one.isPresent()) {
                flush(gone, come, all);
                all.add(one.get());
                continue;
            }
            if (!pair.isCome()) {
                gone.add(before.get(pair.old()));
            }
            if (!pair.isGone()) {
                come.add(after.get(pair.now()));
            }
        }
        flush(gone, come, all);
        return List.copyOf(all);
    }

    private Optional<T> merged(Part<T> old, Part<T> now) {
        return old.value().equals(now.value()) ? Optional.of(now.value()) : merge.apply(old, now);
    }

    private void flush(List<T> gone, List<T> come, List<T> all) {
        gone.forEach(one -> mark.apply(one, Style.REMOVED).ifPresent(all::add));
        come.forEach(one -> mark.apply(one, Style.ADDED).ifPresent(all::add));
        gone.clear();
        come.clear();
    }
}
