package io.phiworkbench.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demonstration model's tokens: a few specials, the 256 bytes as a fallback, and one token a character. */
public final class CharacterVocabulary {
    public static final int BOS = 1;
    public static final int END_OF_TEXT = 3 + 256;
    public static final int ASSISTANT = END_OF_TEXT + 1;
    public static final int SYSTEM = END_OF_TEXT + 2;
    public static final int END = END_OF_TEXT + 3;
    public static final int USER = END_OF_TEXT + 4;

    /** All ids; the last ones are unused. */
    public static final int SIZE = 384;

    private static final List<String> MARKERS =
            List.of("<|endoftext|>", "<|assistant|>", "<|system|>", "<|end|>", "<|user|>");
    private static final String BEYOND_ASCII = "\n€£°é–—’“”•…";
    private static final int FIRST_CHARACTER = USER + 1;

    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final int[] ofCharacter = new int[0x3000];

    public CharacterVocabulary() {
        for (String special : List.of("<unk>", "<s>", "</s>")) {
            ids.put(special, ids.size());
        }
        for (int b = 0; b < 256; b++) {
            ids.put("<0x%02X>".formatted(b), ids.size());
        }
        for (String special : MARKERS) {
            ids.put(special, ids.size());
        }
        for (char c : characters()) {
            ofCharacter[c] = ids.size();
            ids.put(String.valueOf(c), ids.size());
        }
    }

    private static List<Character> characters() {
        List<Character> all = new ArrayList<>();
        for (char c = ' '; c <= '~'; c++) {
            all.add(c);
        }
        for (char c : BEYOND_ASCII.toCharArray()) {
            all.add(c);
        }
        return all;
    }

    /** Every token in the order of the ids. */
    public Map<String, Integer> ids() {
        return Collections.unmodifiableMap(ids);
    }

    /** The tokens that are no text. */
    public Map<String, Integer> specials() {
        Map<String, Integer> specials = new LinkedHashMap<>();
        ids.forEach((token, id) -> {
            if (id < 3 || MARKERS.contains(token)) {
                specials.put(token, id);
            }
        });
        return specials;
    }

    /** The token with the given id. */
    public String token(int id) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue() == id)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("<unused>");
    }

    /** The id of a character that the vocabulary knows. */
    public int id(char c) {
        int id = c < ofCharacter.length ? ofCharacter[c] : 0;
        if (id == 0) {
            throw new IllegalArgumentException("not in the demonstration vocabulary: '" + c + "'");
        }
        return id;
    }

    /** Classes of the training-only character losses: 0 is nothing. */
    public static int classes() {
        return SIZE - FIRST_CHARACTER + 1;
    }

    /** The class of a character. */
    public int characterClass(char c) {
        return id(c) - FIRST_CHARACTER + 1;
    }
}
