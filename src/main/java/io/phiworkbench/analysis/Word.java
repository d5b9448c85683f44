package io.phiworkbench.analysis;

/**
 * A word of a text that was read.
 *
 * @param start of its first character in the text
 * @param end after its last one
 * @param probability of its least certain token under the model, 0 to 1; {@code NaN} where the model does not tell
 */
public record Word(int start, int end, double probability) {

    /** Whether it is less probable than {@code limit}; words of unknown probability are not. */
    public boolean isBelow(double limit) {
        return probability < limit;
    }

    /** Its characters. */
    public String in(String text) {
        return text.substring(start, end);
    }
}
