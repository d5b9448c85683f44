package io.phiworkbench.ui.markdown;

import io.phiworkbench.chat.WordDifference;
import java.util.Arrays;
import java.util.Locale;

/**
 * The words of a text without their order, each as heavy as it is long: long words say what a text is about, short ones
 * stand in every text. Small and capital letters are alike.
 */
final class WordBag {
    /** The lower half is the hash, so that words can be counted in both bags in one go; the upper half the length. */
    private final long[] words;

    private final long weight;

    private WordBag(long[] words) {
        this.words = words;
        this.weight = Arrays.stream(words).map(WordBag::weight).sum();
    }

    /** Of words, or of the signs where there are no words. */
    static WordBag ofProse(String text) {
        WordBag words = new WordBag(sorted(text, false));
        return words.weight > 0 ? words : ofCode(text);
    }

    /** Of words and signs. */
    static WordBag ofCode(String text) {
        return new WordBag(sorted(text, true));
    }

    private static long[] sorted(String text, boolean signs) {
        return WordDifference.words(text.toLowerCase(Locale.ROOT)).stream()
                .filter(word -> signs ? !word.isBlank() : Character.isLetterOrDigit(word.codePointAt(0)))
                .mapToLong(word -> (long) word.length() << Integer.SIZE | Integer.toUnsignedLong(word.hashCode()))
                .sorted()
                .toArray();
    }

    long weight() {
        return weight;
    }

    /** What both hold, as a share of their mean weight: 0 to 1. */
    double likeness(WordBag other) {
        return weight + other.weight == 0 ? 0 : 2.0 * common(other) / (weight + other.weight);
    }

    /** The most that {@link #likeness} can be, from the weights alone. */
    double mostLikeness(WordBag other) {
        return weight + other.weight == 0 ? 0 : 2.0 * Math.min(weight, other.weight) / (weight + other.weight);
    }

    private long common(WordBag other) {
        long common = 0;
        for (int i = 0, j = 0; i < words.length && j < other.words.length; ) {
            long difference = words[i] - other.words[j];
            if (difference == 0) {
                common += weight(words[i]);
            }
            if (difference <= 0) {
                i++;
            }
            if (difference >= 0) {
                j++;
            }
        }
        return common;
    }

    private static long weight(long word) {
        return word >>> Integer.SIZE;
    }
}
