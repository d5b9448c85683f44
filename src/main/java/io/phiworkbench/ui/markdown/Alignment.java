package io.phiworkbench.ui.markdown;

import io.phiworkbench.chat.Stretches;
import io.phiworkbench.chat.Stretches.Stretch;
import java.util.ArrayList;
import java.util.List;

/**
 * Which parts of a text became which parts of another. Of all ways to pair them in order, the one that keeps most text
 * in the likest pairs is chosen, so that a part that was put in or left out in front moves no pair.
 *
 * <p>Comparing all with all is bounded: what has more than {@value #MOST} possible pairs is cut into {@link Stretches}.
 */
final class Alignment {
    /** 400 parts against 400. */
    static final int MOST = 160_000;

    private Alignment() {}

    /**
     * Two that are one part changed, by their places, or one alone.
     *
     * @param old place in the old text, {@link #NONE} where it was not there
     * @param now place in the new text, {@link #NONE} where it is not there
     */
    record Pair(int old, int now) {
        static final int NONE = -1;

        boolean isGone() {
            return now == NONE;
        }

        boolean isCome() {
            return old == NONE;
        }
    }

    /** Every part of both once, in order; between two pairs first all that are gone, then all that came. */
    static <T> List<Pair> of(List<Part<T>> old, List<Part<T>> now) {
        List<Pair> kept = new ArrayList<>();
        for (Stretch stretch : Stretches.of(values(old), values(now), MOST)) {
            if (stretch.same()) {
                for (int i = stretch.oldFrom(); i < stretch.oldTo(); i++) {
                    kept.add(new Pair(i, stretch.nowFrom() + i - stretch.oldFrom()));
                }
            } else {
                likest(
                        old.subList(stretch.oldFrom(), stretch.oldTo()),
                        now.subList(stretch.nowFrom(), stretch.nowTo()),
                        stretch,
                        kept);
            }
        }
        List<Pair> all = new ArrayList<>();
        int i = 0;
        int j = 0;
        kept.add(new Pair(old.size(), now.size()));
        for (Pair next : kept) {
            while (i < next.old()) {
                all.add(new Pair(i++, Pair.NONE));
            }
            while (j < next.now()) {
                all.add(new Pair(Pair.NONE, j++));
            }
            all.add(next);
            i++;
            j++;
        }
        all.removeLast();
        return all;
    }

    private static <T> List<T> values(List<Part<T>> parts) {
        return parts.stream().map(Part::value).toList();
    }

    /** Tries all pairs: what can be kept from each two places on, found from the end. */
    private static <T> void likest(List<Part<T>> old, List<Part<T>> now, Stretch stretch, List<Pair> kept) {
        double[][] worth = new double[old.size()][now.size()];
        double[][] best = new double[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                double likeness = old.get(i).likeness(now.get(j));
                // Squared: one equal part is worth more than two that share a half.
                worth[i][j] = likeness * old.get(i).kept(now.get(j), likeness);
                best[i][j] = Math.max(best[i + 1][j + 1] + worth[i][j], Math.max(best[i + 1][j], best[i][j + 1]));
            }
        }
        for (int i = 0, j = 0; i < old.size() && j < now.size(); ) {
            if (worth[i][j] > 0 && best[i][j] == best[i + 1][j + 1] + worth[i][j]) {
                kept.add(new Pair(stretch.oldFrom() + i++, stretch.nowFrom() + j++));
            } else if (best[i][j] == best[i + 1][j]) {
                i++;
            } else {
                j++;
            }
        }
    }
}
