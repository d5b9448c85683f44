package io.phiworkbench.vision;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A prompt taken apart at its picture tags {@code <|image_1|>} … {@code <|image_n|>}. Picture k stands where tag k
 * stands, whatever the order of the tags; a tag that is repeated shows its picture again.
 *
 * <p>The reference tokenises every chunk by itself, the empty ones before, after and between tags included, so all of
 * them are kept: there is always one chunk more than pictures, and the prompt reads chunk, picture, chunk, … chunk.
 *
 * @param chunks the text between the tags
 * @param pictures the number of each picture, from 1, in the order in which they stand
 */
public record PictureTags(List<String> chunks, List<Integer> pictures) {
    private static final Pattern TAG = Pattern.compile("<\\|image_(\\d+)\\|>");

    public PictureTags {
        chunks = List.copyOf(chunks);
        pictures = List.copyOf(pictures);
        if (chunks.size() != pictures.size() + 1) {
            throw new IllegalArgumentException(
                    chunks.size() + " chunks cannot stand around " + pictures.size() + " pictures");
        }
    }

    /** The tag of a picture, counted from 1. */
    public static String tag(int picture) {
        return "<|image_" + picture + "|>";
    }

    /**
     * The text of one message with every picture of that message tagged: those that its author placed stay there, the
     * others go before the text, a line each, as the model was trained.
     *
     * @param first number of the message's first picture in the whole conversation, from 1
     * @param count how many pictures the message has
     */
    public static String complete(String text, int first, int count) {
        List<Integer> placed = numbersIn(text);
        StringBuilder complete = new StringBuilder();
        IntStream.range(first, first + count)
                .filter(picture -> !placed.contains(picture))
                .forEach(picture -> complete.append(tag(picture)).append('\n'));
        return complete.append(text).toString();
    }

    /**
     * Takes a whole prompt apart.
     *
     * @param count how many pictures there are
     * @throws MediaException where a tag has no picture or a picture no tag
     */
    public static PictureTags split(String prompt, int count) {
        List<String> chunks = new ArrayList<>();
        List<Integer> pictures = numbersIn(prompt);
        Matcher tags = TAG.matcher(prompt);
        int from = 0;
        while (tags.find()) {
            chunks.add(prompt.substring(from, tags.start()));
            from = tags.end();
        }
        chunks.add(prompt.substring(from));
        check(pictures, count);
        return new PictureTags(chunks, pictures);
    }

    private static void check(List<Integer> pictures, int count) {
        TreeSet<Integer> missing = new TreeSet<>();
        IntStream.rangeClosed(1, count).forEach(missing::add);
        for (int picture : pictures) {
            if (picture < 1 || picture > count) {
                throw beyond(picture, count);
            }
            missing.remove(picture);
        }
        if (!missing.isEmpty()) {
            throw new MediaException("picture " + missing.first(), Refusal.WITHOUT_TAG, tag(missing.first()));
        }
    }

    private static MediaException beyond(int picture, int count) {
        return switch (count) {
            case 0 -> new MediaException(tag(picture), Refusal.TAG_WITHOUT_PICTURES);
            case 1 -> new MediaException(tag(picture), Refusal.TAG_BEYOND_ONE);
            default -> new MediaException(tag(picture), Refusal.TAG_BEYOND, count);
        };
    }

    /** Numbers beyond any count of pictures all read as {@link Integer#MAX_VALUE}. */
    private static List<Integer> numbersIn(String text) {
        return TAG.matcher(text)
                .results()
                .map(tag -> tag.group(1).length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(tag.group(1)))
                .toList();
    }
}
