package io.phiworkbench.ui.markdown;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which parts of a text became which parts of another. Of all ways to pair them in order, the one that keeps most text
 * in the likest pairs is chosen, so that a part that was put in or left out in front moves no pair.
 *
 * <p>Comparing all with all is bounded: a stretch of more than {@value #MOST} possible pairs is parted at the parts that
 * stand once in both, and what is longer still in shares of equal number. The whole takes time in proportion to the
 * number of parts from there on.
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
        align(old, now, 0, 0, true, kept);
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

    /** Adds the pairs of two stretches that begin at the given places. */
    private static <T> void align(
            List<Part<T>> old, List<Part<T>> now, int oldFrom, int nowFrom, boolean anchors, List<Pair> kept) {
        int front = 0;
        int shorter = Math.min(old.size(), now.size());
        while (front < shorter && same(old.get(front), now.get(front))) {
            kept.add(new Pair(oldFrom + front, nowFrom + front));
            front++;
        }
        int back = 0;
        while (back < shorter - front && same(old.get(old.size() - 1 - back), now.get(now.size() - 1 - back))) {
            back++;
        }
        List<Part<T>> oldRest = old.subList(front, old.size() - back);
        List<Part<T>> nowRest = now.subList(front, now.size() - back);
        changed(oldRest, nowRest, oldFrom + front, nowFrom + front, anchors, kept);
        for (int i = back; i > 0; i--) {
            kept.add(new Pair(oldFrom + old.size() - i, nowFrom + now.size() - i));
        }
    }

    private static <T> void changed(
            List<Part<T>> old, List<Part<T>> now, int oldFrom, int nowFrom, boolean anchors, List<Pair> kept) {
        long pairs = (long) old.size() * now.size();
        if (pairs == 0) {
            return;
        }
        if (pairs <= MOST) {
            likest(old, now, oldFrom, nowFrom, kept);
            return;
        }
        List<Pair> cuts = anchors ? anchors(old, now) : shares(old.size(), now.size());
        cuts.add(new Pair(old.size(), now.size()));
        Pair from = new Pair(0, 0);
        for (Pair to : cuts) {
            align(
                    old.subList(from.old(), to.old()),
                    now.subList(from.now(), to.now()),
                    oldFrom + from.old(),
                    nowFrom + from.now(),
                    false,
                    kept);
            from = to;
        }
    }

    /** The longest run, in order, of parts that stand once in both. */
    private static <T> List<Pair> anchors(List<Part<T>> old, List<Part<T>> now) {
        Map<T, Integer> places = once(old);
        Map<T, Integer> others = once(now);
        List<Pair> common = new ArrayList<>();
        for (int i = 0; i < old.size(); i++) {
            T value = old.get(i).value();
            if (places.get(value) >= 0 && others.getOrDefault(value, Pair.NONE) >= 0) {
                common.add(new Pair(i, others.get(value)));
            }
        }
        return rising(common);
    }

    /** Where each stands, or {@link Pair#NONE} where it stands more than once. */
    private static <T> Map<T, Integer> once(List<Part<T>> parts) {
        Map<T, Integer> places = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            places.merge(parts.get(i).value(), i, (_, _) -> Pair.NONE);
        }
        return places;
    }

    /** The most of them whose places rise in both texts; they rise in the old one already. */
    private static List<Pair> rising(List<Pair> pairs) {
        List<Integer> ends = new ArrayList<>();
        int[] before = new int[pairs.size()];
        for (int i = 0; i < pairs.size(); i++) {
            int length = 0;
            for (int high = ends.size(); length < high; ) {
                int middle = (length + high) / 2;
                if (pairs.get(ends.get(middle)).now() < pairs.get(i).now()) {
                    length = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[i] = length == 0 ? Pair.NONE : ends.get(length - 1);
            if (length == ends.size()) {
                ends.add(i);
            } else {
                ends.set(length, i);
            }
        }
        List<Pair> run = new ArrayList<>();
        for (int i = ends.isEmpty() ? Pair.NONE : ends.getLast(); i != Pair.NONE; i = before[i]) {
            run.addFirst(pairs.get(i));
        }
        return run;
    }

    private static List<Pair> shares(int old, int now) {
        int count = (int) Math.ceil(Math.sqrt((double) old * now / MOST)) + 1;
        List<Pair> cuts = new ArrayList<>();
        for (long i = 1; i < count; i++) {
            cuts.add(new Pair((int) (old * i / count), (int) (now * i / count)));
        }
        return cuts;
    }

    /** Tries all pairs: what can be kept from each two places on, found from the end. */
    private static <T> void likest(List<Part<T>> old, List<Part<T>> now, int oldFrom, int nowFrom, List<Pair> kept) {
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
                kept.add(new Pair(oldFrom + i++, nowFrom + j++));
            } else if (best[i][j] == best[i + 1][j]) {
                i++;
            } else {
                j++;
            }
        }
    }

    private static <T> boolean same(Part<T> old, Part<T> now) {
        return old.value().equals(now.value());
    }
}
