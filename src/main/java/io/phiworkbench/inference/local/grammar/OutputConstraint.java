package io.phiworkbench.inference.local.grammar;

import io.phiworkbench.inference.local.grammar.Automaton.State;
import io.phiworkbench.inference.local.grammar.TokenMasks.Mask;
import java.util.Arrays;

/**
 * Holds one answer to its form: says which tokens may come next and follows those that were chosen. As long as it is
 * asked before every token, the answer is complete when the tokens run out. For one run.
 */
public final class OutputConstraint {
    private final TokenTrie trie;
    private final TokenMasks masks;
    private final int[] endIds;
    private State state;
    private boolean limited;
    private boolean steered;

    OutputConstraint(TokenTrie trie, TokenMasks masks, State start, int[] endIds) {
        this.trie = trie;
        this.masks = masks;
        this.state = start;
        this.endIds = endIds;
    }

    /**
     * Tokens that may be chosen now, a bit an id, ends of the text included where the output is complete. Not to be
     * changed.
     *
     * @param remaining how many tokens may still be written, this one included; at least {@link #fewestTokens}
     */
    public long[] allowed(int remaining) {
        Mask mask = masks.of(state);
        limited = mask.dearest() >= remaining;
        return withEnds(limited ? masks.within(state, remaining - 1).words() : mask.words());
    }

    /** Whether {@link #allowed} just left out tokens for which there is no room any more. */
    public boolean limited() {
        return limited;
    }

    /** What would be allowed if there were room for any number of tokens. */
    public long[] allowedWithoutLimit() {
        return withEnds(masks.of(state).words());
    }

    private long[] withEnds(long[] words) {
        if (!state.accepts()) {
            return words;
        }
        long[] all = words.clone();
        for (int id : endIds) {
            all[id >> 6] |= 1L << id;
        }
        return all;
    }

    /** Says that the model would have gone on otherwise had there been room. */
    public void steer() {
        steered = true;
    }

    /** Tells which token was chosen; an end of the text changes nothing. */
    public void accept(int id) {
        if (Arrays.stream(endIds).noneMatch(end -> end == id)) {
            state = state.after(trie.bytes(id));
        }
    }

    /** Tokens of the shortest way to a complete output from here. */
    public int fewestTokens() {
        return masks.fewestTokens(state);
    }

    /** Whether the output is complete and nothing can follow. */
    public boolean closed() {
        return state.accepts() && masks.of(state).isEmpty();
    }

    /** Whether the output may end here. */
    public boolean complete() {
        return state.accepts();
    }

    /** Whether the limit of tokens has changed what was chosen. */
    public boolean steered() {
        return steered;
    }

    /** How many of these tokens may follow one another from here. */
    public int legalPrefix(int[] draft) {
        State at = state;
        for (int i = 0; i < draft.length; i++) {
            byte[] bytes = trie.bytes(draft[i]);
            at = at.after(bytes);
            if (bytes.length == 0 || at.isDead()) {
                return i;
            }
        }
        return draft.length;
    }
}
