package io.phiworkbench.inference.local;

/**
 * Proposes how a text goes on by finding its last words earlier in it (prompt lookup decoding, Saxena 2023). A proposal
 * costs little to verify and is never wrong: the model confirms or refuses each token.
 */
final class PromptLookup {
    static final int MOST_TOKENS = 8;
    private static final int LONGEST_MATCH = 4;
    private static final int SHORTEST_MATCH = 2;
    private static final int[] NONE = {};

    private PromptLookup() {}

    /**
     * @param limit most tokens to propose
     * @return what followed the latest earlier occurrence of the longest matching end of {@code text}; empty if there
     *     is none
     */
    static int[] propose(TokenSequence text, int limit) {
        int most = Math.min(limit, MOST_TOKENS);
        if (most <= 0) {
            return NONE;
        }
        for (int match = Math.min(LONGEST_MATCH, text.length() - 1); match >= SHORTEST_MATCH; match--) {
            for (int end = text.length() - 1; end >= match; end--) {
                if (sameBefore(text, end, match)) {
                    return following(text, end, most);
                }
            }
        }
        return NONE;
    }

    /** Whether the {@code match} tokens before {@code end} are the last ones of the text, and all are words. */
    private static boolean sameBefore(TokenSequence text, int end, int match) {
        for (int i = 1; i <= match; i++) {
            int id = text.id(end - i);
            if (id < 0 || id != text.id(text.length() - i)) {
                return false;
            }
        }
        return true;
    }

    private static int[] following(TokenSequence text, int from, int most) {
        int count = 0;
        while (count < most && from + count < text.length() && text.id(from + count) >= 0) {
            count++;
        }
        int[] draft = new int[count];
        for (int i = 0; i < count; i++) {
            draft[i] = text.id(from + i);
        }
        return draft;
    }
}
