package io.phiworkbench.chat;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A picture of a message as it is stored: its bytes lie in the attachment store under their hash.
 *
 * @param sha256 of the bytes that the model is given, lower-case hexadecimal
 * @param name what views call it
 * @param numCrops the user's limit of crops, absent for the model's default
 * @param edit how it was made from another picture, so that it can be edited again
 */
public record Attachment(String sha256, String name, OptionalInt numCrops, Optional<Edit> edit) {

    /**
     * Rotation, then a cut-out.
     *
     * @param originalSha256 the untouched picture, in the attachment store too
     * @param quarterTurns clockwise, 0 to 3
     * @param region what was kept of the rotated picture, absent for all
     */
    public record Edit(String originalSha256, int quarterTurns, Optional<Region> region) {}

    /** A rectangle in pixels. */
    public record Region(int x, int y, int width, int height) {

        /** Four numbers in a row, as stored; {@link #parse} reads them. */
        public String text() {
            return x + " " + y + " " + width + " " + height;
        }

        /** @throws IllegalArgumentException if these are not four whole numbers */
        public static Region parse(String text) {
            String[] numbers = text.split(" ");
            if (numbers.length != 4) {
                throw new IllegalArgumentException("a region is four numbers, not \"" + text + "\"");
            }
            return new Region(
                    Integer.parseInt(numbers[0]),
                    Integer.parseInt(numbers[1]),
                    Integer.parseInt(numbers[2]),
                    Integer.parseInt(numbers[3]));
        }
    }
}
