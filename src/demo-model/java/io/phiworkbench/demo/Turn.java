package io.phiworkbench.demo;

import java.util.List;

/**
 * A question and its right answer.
 *
 * @param spots for each character of the answer where on the pictures it is read, or null; may be shorter than the answer
 * @param marks for each character what leads there, such as the label under a value, or null; may be shorter than the answer
 */
public record Turn(String question, String answer, List<Spot> spots, List<Spot> marks) {
    /** A place on the given picture of the sample. */
    public record Spot(int picture, Glyph glyph) {}

    public static Turn of(String question, String answer) {
        return new Turn(question, answer, List.of(), List.of());
    }
}
