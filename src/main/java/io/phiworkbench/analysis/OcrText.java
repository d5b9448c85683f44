package io.phiworkbench.analysis;

import io.phiworkbench.inference.GeneratedToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text that was read, with the probability of each word.
 *
 * @param text as the model wrote it or a person corrected it
 * @param words in order; their places are in {@code text}
 * @param complete whether the model came to its end; false where the tokens ran out or the run was stopped
 */
public record OcrText(String text, List<Word> words, boolean complete) {
    /** Words below this probability are shown as doubtful unless the user says otherwise. */
    public static final double DOUBTFUL = 0.7;

    public OcrText {
        words = List.copyOf(words);
    }

    /** A text of which no probabilities are known. */
    public static OcrText certain(String text) {
        double[] unknown = new double[text.length()];
        Arrays.fill(unknown, Double.NaN);
        return new OcrText(text, words(text, unknown), true);
    }

    /**
     * The text of a run's tokens. A token whose characters became certain only with a later one counts for them.
     *
     * @param text of the whole answer
     */
    public static OcrText of(String text, List<GeneratedToken> tokens, boolean complete) {
        double[] logprobs = new double[text.length()];
        Arrays.fill(logprobs, Double.NaN);
        int at = 0;
        double pending = Double.NaN;
        for (GeneratedToken token : tokens) {
            double logprob = lower(pending, token.logprob());
            int end = Math.min(text.length(), at + token.text().length());
            Arrays.fill(logprobs, at, end, logprob);
            pending = end == at ? logprob : Double.NaN;
            at = end;
        }
        return new OcrText(text, words(text, logprobs), complete);
    }

    private static double lower(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
    }

    private static List<Word> words(String text, double[] logprobs) {
        List<Word> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || Character.isWhitespace(text.charAt(i))) {
                if (i > start) {
                    words.add(word(start, i, logprobs));
                }
                start = i + 1;
            }
        }
        return words;
    }

    private static Word word(int start, int end, double[] logprobs) {
        double least = Double.NaN;
        for (int i = start; i < end; i++) {
            least = lower(least, logprobs[i]);
        }
        return new Word(start, end, Math.exp(least));
    }

    /** Whether nothing was read: no word, and no field of a form either. */
    public boolean isEmpty() {
        return words.isEmpty() || text.replaceAll("\\s", "").equals("{}");
    }

    /** Words below a probability, in order. */
    public List<Word> doubtful(double limit) {
        return words.stream().filter(word -> word.isBelow(limit)).toList();
    }

    /** Lowest probability of a word, 1 if there is none that is known. */
    public double leastProbability() {
        return words.stream()
                .mapToDouble(Word::probability)
                .filter(p -> !Double.isNaN(p))
                .min()
                .orElse(1);
    }

    /** The same text with one word that a person has looked at and found right. */
    public OcrText confirmed(Word word) {
        return new OcrText(
                text,
                words.stream()
                        .map(w -> w.start() == word.start() ? new Word(w.start(), w.end(), 1) : w)
                        .toList(),
                complete);
    }

    /** This text and another below it. */
    public OcrText followedBy(OcrText other) {
        String above = text.isBlank() ? "" : text.stripTrailing() + "\n";
        List<Word> all = new ArrayList<>(text.isBlank() ? List.of() : words);
        other.words.forEach(
                w -> all.add(new Word(w.start() + above.length(), w.end() + above.length(), w.probability())));
        return new OcrText(above + other.text, all, complete && other.complete);
    }

    /**
     * The text after a correction. Words that were not touched keep their probability, those that were are certain.
     *
     * @param corrected the whole new text
     */
    public OcrText corrected(String corrected) {
        int same = 0;
        int shorter = Math.min(text.length(), corrected.length());
        while (same < shorter && text.charAt(same) == corrected.charAt(same)) {
            same++;
        }
        int sameEnd = 0;
        while (sameEnd < shorter - same
                && text.charAt(text.length() - 1 - sameEnd) == corrected.charAt(corrected.length() - 1 - sameEnd)) {
            sameEnd++;
        }
        return new OcrText(corrected, correctedWords(corrected, same, sameEnd), complete);
    }

    private List<Word> correctedWords(String corrected, int same, int sameEnd) {
        int shift = corrected.length() - text.length();
        int tail = text.length() - sameEnd;
        List<Word> kept = new ArrayList<>();
        for (Word word : certain(corrected).words()) {
            kept.add(words.stream()
                    .filter(old -> old.end() <= same && old.start() == word.start() && old.end() == word.end()
                            || old.start() >= tail
                                    && old.start() + shift == word.start()
                                    && old.end() + shift == word.end())
                    .findFirst()
                    .map(old -> new Word(word.start(), word.end(), old.probability()))
                    .orElse(new Word(word.start(), word.end(), 1)));
        }
        return kept;
    }
}
