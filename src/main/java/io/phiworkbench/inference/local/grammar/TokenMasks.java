package io.phiworkbench.inference.local.grammar;

import io.phiworkbench.inference.local.grammar.Automaton.State;
import java.util.IdentityHashMap;
import java.util.Map;

/** Which tokens may come next in each state of an automaton, found by walking the vocabulary once a state. */
final class TokenMasks {
    /** 4 KB each for a vocabulary of 32,000. */
    private static final int MOST_MASKS = 4096;

    private final TokenTrie trie;
    private final Map<State, Mask> masks = new IdentityHashMap<>();
    private final Map<State, Integer> fewestTokens = new IdentityHashMap<>();

    /**
     * Allowed tokens.
     *
     * @param words a bit a token id
     * @param dearest fewest bytes that are still needed after the worst of them; -1 if none is allowed
     */
    record Mask(long[] words, int dearest) {
        boolean isEmpty() {
            return dearest < 0;
        }

        boolean allows(int id) {
            return (words[id >> 6] >>> id & 1) != 0;
        }
    }

    TokenMasks(TokenTrie trie) {
        this.trie = trie;
    }

    Mask of(State state) {
        Mask known = masks.get(state);
        if (known == null) {
            if (masks.size() >= MOST_MASKS) {
                masks.clear();
            }
            known = walk(state, Automaton.IMPOSSIBLE);
            masks.put(state, known);
        }
        return known;
    }

    /** Only tokens after which the output can be completed with {@code budget} more; not kept. */
    Mask within(State state, int budget) {
        return walk(state, budget);
    }

    /** Tokens of a short way to a complete output. */
    int fewestTokens(State state) {
        Integer known = fewestTokens.get(state);
        if (known == null) {
            if (fewestTokens.size() >= MOST_MASKS) {
                fewestTokens.clear();
            }
            known = state.fewestBytes() >= Automaton.IMPOSSIBLE
                    ? Automaton.IMPOSSIBLE
                    : trie.fewestTokens(state.shortest());
            fewestTokens.put(state, known);
        }
        return known;
    }

    private Mask walk(State from, int budget) {
        long[] words = new long[trie.vocabulary() + 63 >> 6];
        int dearest = -1;
        State[] path = new State[trie.deepest() + 1];
        path[0] = from;
        int node = 0;
        while (node < trie.size()) {
            int depth = trie.depth(node);
            State state = path[depth - 1].next(trie.label(node));
            if (state.isDead()) {
                node = trie.end(node);
                continue;
            }
            path[depth] = state;
            if (trie.firstToken(node) < trie.lastToken(node) && affordable(state, budget)) {
                dearest = Math.max(dearest, state.fewestBytes());
                for (int entry = trie.firstToken(node); entry < trie.lastToken(node); entry++) {
                    int id = trie.token(entry);
                    words[id >> 6] |= 1L << id;
                }
            }
            node++;
        }
        return new Mask(words, dearest);
    }

    private boolean affordable(State state, int budget) {
        return state.fewestBytes() <= budget || fewestTokens(state) <= budget;
    }
}
