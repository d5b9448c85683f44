package io.phiworkbench.inference.remote;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.ImageInput;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message taken apart at its picture tags, as remote models want it: they know no tags, they take text and pictures in
 * order. Pictures without a tag go before the text, as everywhere.
 */
sealed interface MessageParts {

    /** Text; empty only where a picture must not stand at the message's head. */
    record Text(String text) implements MessageParts {}

    /** A picture. */
    record Image(ImageInput image) implements MessageParts {}

    Pattern TAG = Pattern.compile("<\\|image_(\\d{1,9})\\|>");

    /**
     * @param first number of the message's first picture in the conversation, from 1
     * @param all all pictures of the conversation
     * @throws GenerationException for a tag without picture
     */
    static List<MessageParts> of(ChatMessage message, int first, List<ImageInput> all) {
        String rest = tagged(message, first);
        List<MessageParts> parts = new ArrayList<>();
        // A tag with a line of its own at the head is where a picture stands that comes before all text.
        Matcher tag = TAG.matcher(rest);
        while (tag.lookingAt() && rest.startsWith("\n", tag.end())) {
            parts.add(image(tag, all));
            rest = rest.substring(tag.end() + 1);
            tag = TAG.matcher(rest);
        }
        tag.reset();
        int from = 0;
        while (tag.find()) {
            String before = rest.substring(from, tag.start());
            if (!before.isEmpty() || from == 0) {
                parts.add(new Text(before));
            }
            parts.add(image(tag, all));
            from = tag.end();
        }
        if (from < rest.length()) {
            parts.add(new Text(rest.substring(from)));
        }
        return parts;
    }

    private static Image image(Matcher tag, List<ImageInput> all) {
        int number = Integer.parseInt(tag.group(1));
        if (number < 1 || number > all.size()) {
            throw new GenerationException(RemoteFault.TAG_WITHOUT_PICTURE, tag.group(), all.size());
        }
        return new Image(all.get(number - 1));
    }

    private static String tagged(ChatMessage message, int first) {
        StringBuilder text = new StringBuilder();
        for (int number = first; number < first + message.images().size(); number++) {
            String tag = "<|image_" + number + "|>";
            if (!message.text().contains(tag)) {
                text.append(tag).append('\n');
            }
        }
        return text.append(message.text()).toString();
    }
}
