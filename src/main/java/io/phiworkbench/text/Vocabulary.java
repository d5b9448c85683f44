package io.phiworkbench.text;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Which ids a tokenizer knows, and its added tokens by their text: the native tokenizer does not tell. */
final class Vocabulary {
    private final BitSet known = new BitSet();
    private final BitSet special = new BitSet();
    private final BitSet addedIds = new BitSet();
    private final Map<String, Integer> added = new HashMap<>();
    private final Map<Integer, String> words = new HashMap<>();

    void add(int id, String word) {
        known.set(id);
        words.put(id, word);
    }

    void addToken(int id, String content, boolean isSpecial) {
        known.set(id);
        special.set(id, isSpecial);
        addedIds.set(id);
        added.put(content, id);
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    /** Whether the id has a text. Models have more rows than their tokenizers have tokens. */
    boolean isKnown(int id) {
        return id >= 0 && known.get(id);
    }

    /** The word of the model's own vocabulary as its file writes it; empty for added and unknown tokens. */
    Optional<String> word(int id) {
        return addedIds.get(id) ? Optional.empty() : Optional.ofNullable(words.get(id));
    }

    /** Whether the id is a special token, which decoding can leave out. */
    boolean isSpecial(int id) {
        return id >= 0 && special.get(id);
    }

    /** The id of an added token such as {@code <|end|>}. */
    OptionalInt addedToken(String content) {
        Integer id = added.get(content);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** One more than the greatest id. */
    int size() {
        return known.length();
    }
}
