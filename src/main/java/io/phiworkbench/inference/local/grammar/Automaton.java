package io.phiworkbench.inference.local.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The automaton of a grammar: a state is the set of ways in which the bytes so far can be read, each a stack of parts
 * still to come. States and their transitions are made when they are first met and kept. For one thread.
 */
final class Automaton {
    /** More bytes than any output has; what cannot be completed at all. */
    static final int IMPOSSIBLE = 1 << 28;

    private final boolean[] alphabet;
    private final Map<Part, Integer> costs;
    private final Map<Set<Stack>, State> states = new HashMap<>();
    private final State dead = new State(Set.of());
    private final State start;
    private State afterDroppedSpace;

    /**
     * @param grammar the whole output
     * @param alphabet which bytes can be written at all
     */
    Automaton(Part grammar, boolean[] alphabet) {
        this.alphabet = alphabet;
        this.costs = ShortestLengths.of(grammar, alphabet);
        this.start = state(List.of(new Stack(null, null, 0).push(grammar)));
    }

    State start() {
        return start;
    }

    /** How many states were made so far. */
    int size() {
        return states.size();
    }

    /** The start of a text whose first space, if there is one, is no part of it. */
    State afterDroppedSpace() {
        if (afterDroppedSpace == null) {
            afterDroppedSpace = startWithSpace();
        }
        return afterDroppedSpace;
    }

    private State startWithSpace() {
        State state = new State(start.stacks);
        for (int b = 0; b < 256; b++) {
            state.next[b] = b == ' ' ? start : start.next(b);
        }
        int fewest = start.accepts() ? 0 : IMPOSSIBLE;
        for (State next : state.next) {
            fewest = Math.min(fewest, next.fewestBytes() + 1);
        }
        state.fewestBytes = fewest;
        return state;
    }

    private int cost(Part part) {
        Integer known = costs.get(part);
        if (known == null) {
            var repeat = (Part.Repeat) part;
            known = ShortestLengths.times(repeat.least(), cost(repeat.part()));
            costs.put(part, known);
        }
        return known;
    }

    /** The state in which any of these stacks may be. */
    private State state(List<Stack> stacks) {
        Set<Stack> expanded = new LinkedHashSet<>();
        Set<Stack> visited = new HashSet<>();
        for (Stack stack : stacks) {
            expand(stack, expanded, visited);
        }
        return expanded.isEmpty() ? dead : states.computeIfAbsent(expanded, State::new);
    }

    /** Replaces what is on top until it is a byte or nothing. */
    private void expand(Stack stack, Set<Stack> expanded, Set<Stack> visited) {
        if (stack.fewestBytes >= IMPOSSIBLE || !visited.add(stack)) {
            return;
        }
        switch (stack.top) {
            case null -> expanded.add(stack);
            case Part.Bytes _ -> expanded.add(stack);
            case Part.Sequence s -> {
                Stack below = stack.rest;
                for (int i = s.parts().size() - 1; i >= 0; i--) {
                    below = below.push(s.parts().get(i));
                }
                expand(below, expanded, visited);
            }
            case Part.Choice c -> {
                for (Part part : c.parts()) {
                    expand(stack.rest.push(part), expanded, visited);
                }
            }
            case Part.Repeat r -> expandRepeat(stack, r, expanded, visited);
            case Part.Rule r -> expand(stack.rest.push(r.body()), expanded, visited);
        }
    }

    private void expandRepeat(Stack stack, Part.Repeat repeat, Set<Stack> expanded, Set<Stack> visited) {
        if (repeat.least() == 0) {
            expand(stack.rest, expanded, visited);
        }
        if (repeat.most() > 0) {
            expand(stack.rest.push(repeat.rest()).push(repeat.part()), expanded, visited);
        }
    }

    /** Parts still to come, the next one on top; the empty stack is a complete output. */
    private final class Stack {
        private final Part top;
        private final Stack rest;
        private final int fewestBytes;
        private Map<Part, Stack> above = Map.of();

        Stack(Part top, Stack rest, int fewestBytes) {
            this.top = top;
            this.rest = rest;
            this.fewestBytes = fewestBytes;
        }

        /** Always the same object for the same part. */
        Stack push(Part part) {
            Stack found = above.get(part);
            if (found == null) {
                if (above.isEmpty()) {
                    above = new IdentityHashMap<>(2);
                }
                found = new Stack(part, this, Math.min(IMPOSSIBLE, cost(part) + fewestBytes));
                above.put(part, found);
            }
            return found;
        }
    }

    /** A state; compared by identity. */
    final class State {
        private final Set<Stack> stacks;
        private final State[] next = new State[256];
        private final boolean accepts;
        private int fewestBytes = IMPOSSIBLE;

        State(Set<Stack> stacks) {
            this.stacks = stacks;
            this.accepts = stacks.stream().anyMatch(stack -> stack.top == null);
            for (Stack stack : stacks) {
                fewestBytes = Math.min(fewestBytes, stack.fewestBytes);
            }
        }

        /** Whether the output may end here. */
        boolean accepts() {
            return accepts;
        }

        /** Whether no output goes through here. */
        boolean isDead() {
            return stacks.isEmpty();
        }

        /** Bytes of the shortest way to a complete output. */
        int fewestBytes() {
            return fewestBytes;
        }

        /** The state after one more byte, dead where none is allowed. */
        State next(int b) {
            State known = next[b];
            if (known == null) {
                known = alphabet[b] ? step(b) : dead;
                next[b] = known;
            }
            return known;
        }

        private State step(int b) {
            List<Stack> after = new ArrayList<>();
            for (Stack stack : stacks) {
                if (stack.top instanceof Part.Bytes bytes && bytes.contains(b)) {
                    after.add(stack.rest);
                }
            }
            return after.isEmpty() ? dead : state(after);
        }

        State after(byte[] bytes) {
            State state = this;
            for (byte b : bytes) {
                state = state.next(b & 0xFF);
            }
            return state;
        }

        /** One shortest way to a complete output, the same for all states on it. */
        byte[] shortest() {
            byte[] bytes = new byte[fewestBytes];
            State state = this;
            int length = 0;
            while (!state.accepts) {
                int best = state.bestByte();
                bytes[length++] = (byte) best;
                state = state.next(best);
            }
            return Arrays.copyOf(bytes, length);
        }

        private int bestByte() {
            int best = 0;
            for (int b = 1; b < 256; b++) {
                if (next(b).fewestBytes < next(best).fewestBytes) {
                    best = b;
                }
            }
            return best;
        }
    }
}
