package io.phiworkbench.inference.local;

import io.phiworkbench.inference.GenerationException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where pictures stand in a prompt: {@code <|image_k|>} is the place of picture k, in whatever order the tags come (the
 * reference ignores the number and places pictures in order; here the number is meant).
 */
final class ImageTags {
    private static final Pattern TAG = Pattern.compile("<\\|image_(\\d{1,9})\\|>");

    private ImageTags() {}

    /** A piece of a prompt. */
    sealed interface Part {}

    /** Text between two pictures, possibly empty: the reference encodes empty texts too. */
    record Text(String text) implements Part {}

    /** Picture of this number, counted from 1. */
    record Image(int number) implements Part {}

    /**
     * Cuts a prompt at its tags. Pictures without a tag stand before the text, in order.
     *
     * @throws GenerationException if a tag has no picture
     */
    static List<Part> split(String prompt, int images) {
        String complete = placed(prompt, 1, images);
        List<Part> parts = new ArrayList<>();
        Matcher tags = TAG.matcher(complete);
        int from = 0;
        while (tags.find()) {
            int number = Integer.parseInt(tags.group(1));
            if (number < 1 || number > images) {
                throw new GenerationException(tags.group() + " stands for picture " + number + ", but there "
                        + (images == 1 ? "is 1 picture" : "are " + images + " pictures")
                        + "; add the picture or remove the tag");
            }
            parts.add(new Text(complete.substring(from, tags.start())));
            parts.add(new Image(number));
            from = tags.end();
        }
        parts.add(new Text(complete.substring(from)));
        return parts;
    }

    /**
     * A message's text with a tag for each of its pictures, numbered {@code first}…: those that the text does not place
     * come before it, a line each, as the model card writes prompts.
     */
    static String placed(String text, int first, int count) {
        var missing =
                new TreeSet<>(IntStream.range(first, first + count).boxed().toList());
        Matcher tags = TAG.matcher(text);
        while (tags.find()) {
            missing.remove(Integer.parseInt(tags.group(1)));
        }
        var placed = new StringBuilder();
        missing.forEach(number -> placed.append("<|image_").append(number).append("|>\n"));
        return placed.append(text).toString();
    }
}
