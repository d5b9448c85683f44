package io.phiworkbench.text;

import java.util.Arrays;

/**
 * Turns a stream of token ids into pieces of text. A piece never ends within a character: tokens that are single bytes
 * of one are held back until it is whole. The pieces together are the decoding of all ids, leading spaces included
 * (where a model emits bytes that are not UTF-8, the whole-text decoder may spoil characters before them, which were
 * given out already and stay).
 *
 * <p>The method is that of text-generation servers: decode a short window with and without the new tokens and give out
 * the difference. A window is at most a few tokens, so each token costs the same however long the text is.
 *
 * <p>For one thread.
 */
public final class IncrementalDecoder {
    /** No character takes more than four byte tokens; beyond twice that the bytes are no character. */
    private static final int MOST_HELD = 8;

    private static final char REPLACEMENT = '\uFFFD';

    private final Tokenizer tokenizer;
    private final boolean skipSpecialTokens;

    /** Ids whose text was given out, the context that decides about leading spaces. */
    private int[] given;
    /** Ids whose text was not given out yet. */
    private int[] held = new int[0];

    /**
     * A decoder for an answer that begins a text of its own: its leading space is dropped, as in the decoding of the
     * ids alone.
     *
     * @param skipSpecialTokens whether special tokens are left out of the text
     */
    public IncrementalDecoder(Tokenizer tokenizer, boolean skipSpecialTokens) {
        this(tokenizer, skipSpecialTokens, new int[0]);
    }

    private IncrementalDecoder(Tokenizer tokenizer, boolean skipSpecialTokens, int[] given) {
        this.tokenizer = tokenizer;
        this.skipSpecialTokens = skipSpecialTokens;
        this.given = given;
    }

    /** A decoder for ids that go on after a prompt, as in a plain completion: a leading space is kept. */
    public static IncrementalDecoder after(Tokenizer tokenizer, boolean skipSpecialTokens, int[] prompt) {
        for (int n = 1; n <= Math.min(prompt.length, MOST_HELD); n++) {
            int[] context = Arrays.copyOfRange(prompt, prompt.length - n, prompt.length);
            String text = tokenizer.decode(context, skipSpecialTokens);
            if (!text.isEmpty() && text.indexOf(REPLACEMENT) < 0) {
                return new IncrementalDecoder(tokenizer, skipSpecialTokens, context);
            }
        }
        return new IncrementalDecoder(tokenizer, skipSpecialTokens);
    }

    /** Whether nothing stands before the next id, so that its leading space may be dropped. */
    public boolean beginsText() {
        return given.length == 0;
    }

    /**
     * Takes the next id.
     *
     * @return the text that is now certain, possibly empty
     */
    public String push(int id) {
        if (!tokenizer.isKnown(id) || skipSpecialTokens && tokenizer.isSpecial(id)) {
            return "";
        }
        held = joined(held, id);
        String before = tokenizer.decode(given, skipSpecialTokens);
        String after = tokenizer.decode(joined(given, held), skipSpecialTokens);
        boolean whole = after.length() > before.length() && after.charAt(after.length() - 1) != REPLACEMENT;
        return whole || held.length >= MOST_HELD ? give(before, after) : "";
    }

    /**
     * Ends the text.
     *
     * @return what was held back: U+FFFD for a character that was cut
     */
    public String finish() {
        if (held.length == 0) {
            return "";
        }
        return give(
                tokenizer.decode(given, skipSpecialTokens), tokenizer.decode(joined(given, held), skipSpecialTokens));
    }

    /** Where bytes that are no UTF-8 follow a character, decoding both together would spoil the character. */
    private String give(String before, String after) {
        String piece =
                after.startsWith(before) ? after.substring(before.length()) : tokenizer.decode(held, skipSpecialTokens);
        given = held;
        held = new int[0];
        return piece;
    }

    private static int[] joined(int[] ids, int... more) {
        int[] all = Arrays.copyOf(ids, ids.length + more.length);
        System.arraycopy(more, 0, all, ids.length, more.length);
        return all;
    }
}
