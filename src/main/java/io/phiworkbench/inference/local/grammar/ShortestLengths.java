package io.phiworkbench.inference.local.grammar;

import java.util.IdentityHashMap;
import java.util.Map;

/** How many bytes each part of a grammar takes at least, by repeated improvement until nothing gets shorter. */
final class ShortestLengths {
    private final boolean[] alphabet;
    private final Map<Part, Integer> lengths = new IdentityHashMap<>();
    private boolean changed;

    private ShortestLengths(boolean[] alphabet) {
        this.alphabet = alphabet;
    }

    /** The length of every part reachable from {@code grammar}, {@link Automaton#IMPOSSIBLE} for those without end. */
    static Map<Part, Integer> of(Part grammar, boolean[] alphabet) {
        var found = new ShortestLengths(alphabet);
        do {
            found.changed = false;
            found.visit(grammar, new IdentityHashMap<>());
        } while (found.changed);
        return found.lengths;
    }

    static int times(int count, int length) {
        return (int) Math.min(Automaton.IMPOSSIBLE, (long) count * length);
    }

    private int visit(Part part, Map<Part, Boolean> seen) {
        if (seen.put(part, true) != null) {
            return lengths.getOrDefault(part, Automaton.IMPOSSIBLE);
        }
        int length = switch (part) {
            case Part.Bytes b -> writable(b) ? 1 : Automaton.IMPOSSIBLE;
            case Part.Sequence s -> {
                long sum = 0;
                for (Part inner : s.parts()) {
                    sum += visit(inner, seen);
                }
                yield (int) Math.min(Automaton.IMPOSSIBLE, sum);
            }
            case Part.Choice c -> {
                int least = Automaton.IMPOSSIBLE;
                for (Part inner : c.parts()) {
                    least = Math.min(least, visit(inner, seen));
                }
                yield least;
            }
            case Part.Repeat r -> times(r.least(), visit(r.part(), seen));
            case Part.Rule r -> visit(r.body(), seen);
        };
        Integer before = lengths.put(part, length);
        changed |= before == null ? length < Automaton.IMPOSSIBLE : before != length;
        return length;
    }

    private boolean writable(Part.Bytes bytes) {
        for (int b = 0; b < alphabet.length; b++) {
            if (alphabet[b] && bytes.contains(b)) {
                return true;
            }
        }
        return false;
    }
}
