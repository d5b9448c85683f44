package io.phiworkbench.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two long lists in stretches that stand for each other, none of them long: what takes the product of both lengths takes
 * time in proportion to the length when it is done a stretch at a time. Cut is where both are equal at the ends, then at
 * what stands once in both, as patience diff does, then in shares of equal number.
 *
 * @param <T> with an {@code equals} and a {@code hashCode}
 */
public final class Stretches<T> {
    private static final int NONE = -1;

    private final List<T> old;
    private final List<T> now;
    private final long most;
    private final List<Stretch> all = new ArrayList<>();

    private Stretches(List<T> old, List<T> now, long most) {
        this.old = old;
        this.now = now;
        this.most = most;
    }

    /**
     * Places in both lists, the last ones not included.
     *
     * @param same whether all is equal; else there are at most as many pairs as was allowed
     */
    public record Stretch(int oldFrom, int oldTo, int nowFrom, int nowTo, boolean same) {
        private long pairs() {
            return (long) (oldTo - oldFrom) * (nowTo - nowFrom);
        }
    }

    private record Cut(int old, int now) {}

    /**
     * All of both, in order, and nothing twice; a stretch may be empty in one of them.
     *
     * @param most pairs in a stretch of what differs
     */
    public static <T> List<Stretch> of(List<T> old, List<T> now, long most) {
        Stretches<T> stretches = new Stretches<>(old, now, most);
        stretches.add(new Stretch(0, old.size(), 0, now.size(), false), true);
        return List.copyOf(stretches.all);
    }

    private void add(Stretch stretch, boolean anchored) {
        int shorter = Math.min(stretch.oldTo - stretch.oldFrom, stretch.nowTo - stretch.nowFrom);
        int front = 0;
        while (front < shorter && same(stretch.oldFrom + front, stretch.nowFrom + front)) {
            front++;
        }
        int back = 0;
        while (back < shorter - front && same(stretch.oldTo - 1 - back, stretch.nowTo - 1 - back)) {
            back++;
        }
        Stretch middle = new Stretch(
                stretch.oldFrom + front, stretch.oldTo - back, stretch.nowFrom + front, stretch.nowTo - back, false);
        keep(new Stretch(stretch.oldFrom, middle.oldFrom, stretch.nowFrom, middle.nowFrom, true));
        if (middle.pairs() <= most) {
            keep(middle);
        } else {
            cut(middle, anchored ? anchors(middle) : shares(middle));
        }
        keep(new Stretch(middle.oldTo, stretch.oldTo, middle.nowTo, stretch.nowTo, true));
    }

    private boolean same(int oldPlace, int nowPlace) {
        return old.get(oldPlace).equals(now.get(nowPlace));
    }

    private void keep(Stretch stretch) {
        if (stretch.oldTo > stretch.oldFrom || stretch.nowTo > stretch.nowFrom) {
            all.add(stretch);
        }
    }

    private void cut(Stretch stretch, List<Cut> cuts) {
        Cut from = new Cut(stretch.oldFrom, stretch.nowFrom);
        for (Cut to : cuts) {
            add(new Stretch(from.old, to.old, from.now, to.now, false), false);
            from = to;
        }
        add(new Stretch(from.old, stretch.oldTo, from.now, stretch.nowTo, false), false);
    }

    /** The longest run, in order, of what stands once in both. */
    private List<Cut> anchors(Stretch stretch) {
        Map<T, Integer> here = once(old, stretch.oldFrom, stretch.oldTo);
        Map<T, Integer> there = once(now, stretch.nowFrom, stretch.nowTo);
        List<Cut> common = new ArrayList<>();
        for (int i = stretch.oldFrom; i < stretch.oldTo; i++) {
            int other = there.getOrDefault(old.get(i), NONE);
            if (here.get(old.get(i)) != NONE && other != NONE) {
                common.add(new Cut(i, other));
            }
        }
        return rising(common);
    }

    /** Where each stands, or {@link #NONE} where it stands more than once. */
    private static <T> Map<T, Integer> once(List<T> list, int from, int to) {
        Map<T, Integer> places = new HashMap<>();
        for (int i = from; i < to; i++) {
            places.merge(list.get(i), i, (_, _) -> NONE);
        }
        return places;
    }

    /** The most of them whose places rise in the new list; in the old one they do already. */
    private static List<Cut> rising(List<Cut> cuts) {
        List<Integer> ends = new ArrayList<>();
        int[] before = new int[cuts.size()];
        for (int i = 0; i < cuts.size(); i++) {
            int length = 0;
            for (int high = ends.size(); length < high; ) {
                int middle = (length + high) / 2;
                if (cuts.get(ends.get(middle)).now < cuts.get(i).now) {
                    length = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[i] = length == 0 ? NONE : ends.get(length - 1);
            if (length == ends.size()) {
                ends.add(i);
            } else {
                ends.set(length, i);
            }
        }
        List<Cut> run = new ArrayList<>();
        for (int i = ends.isEmpty() ? NONE : ends.getLast(); i != NONE; i = before[i]) {
            run.add(cuts.get(i));
        }
        return run.reversed();
    }

    private List<Cut> shares(Stretch stretch) {
        int count = (int) Math.ceil(Math.sqrt((double) stretch.pairs() / most)) + 1;
        List<Cut> cuts = new ArrayList<>();
        for (long i = 1; i < count; i++) {
            cuts.add(new Cut(
                    stretch.oldFrom + (int) ((stretch.oldTo - stretch.oldFrom) * i / count),
                    stretch.nowFrom + (int) ((stretch.nowTo - stretch.nowFrom) * i / count)));
        }
        return cuts;
    }
}
