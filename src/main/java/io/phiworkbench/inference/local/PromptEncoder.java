package io.phiworkbench.inference.local;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.RunFault;
import io.phiworkbench.text.ChatTemplate;
import io.phiworkbench.text.Tokenizer;
import io.phiworkbench.vision.PictureTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Turns a prompt into tokens. Models that read pictures get each text between two pictures encoded on its own, with the
 * beginning-of-text token where the checkpoint wants one, as the reference's processor does; text models get the
 * rendered conversation as a whole. Any thread may use it.
 */
final class PromptEncoder {
    private final Optional<Tokenizer> tokenizer;
    private final ChatTemplate template;
    private final boolean readsImages;

    PromptEncoder(Optional<Tokenizer> tokenizer, ChatTemplate template, boolean readsImages) {
        this.tokenizer = tokenizer;
        this.template = template;
        this.readsImages = readsImages;
    }

    /**
     * @param pictures gives the picture of a number counted from 1
     * @throws GenerationException if the prompt does not suit the model
     */
    TokenSequence encode(Prompt prompt, IntFunction<EncodedPicture> pictures) {
        if (!readsImages && !prompt.images().isEmpty()) {
            throw new GenerationException(
                    RunFault.PICTURES_FOR_TEXT_MODEL, prompt.images().size());
        }
        return switch (prompt) {
            case Prompt.TokenIds(var ids, var images) -> ids(ids, images.size(), pictures);
            case Prompt.Completion(var text, var images) -> text(text, images.size(), pictures, true);
            case Prompt.Chat chat -> text(rendered(chat), chat.images().size(), pictures, readsImages);
        };
    }

    /** Whether the answer's text goes on after the prompt's. */
    static boolean continues(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Chat chat -> chat.continueLast();
            case Prompt.Completion c -> true;
            case Prompt.TokenIds t -> false;
        };
    }

    private static TokenSequence ids(List<Integer> ids, int images, IntFunction<EncodedPicture> pictures) {
        var sequence = new TokenSequence();
        for (int picture = 1; picture <= images; picture++) {
            if (!ids.contains(-picture)) {
                throw new GenerationException(RunFault.PICTURE_WITHOUT_ID, picture, -picture);
            }
        }
        for (int id : ids) {
            if (id < -images) {
                throw new GenerationException(RunFault.ID_WITHOUT_PICTURE, id, -(long) id, images);
            }
            if (id < 0) {
                sequence.append(pictures.apply(-id));
            } else {
                sequence.append(id);
            }
        }
        return sequence;
    }

    private TokenSequence text(String text, int images, IntFunction<EncodedPicture> pictures, boolean plain) {
        Tokenizer words = tokenizer.orElseThrow(() -> new GenerationException(RunFault.NO_TOKENIZER));
        var sequence = new TokenSequence();
        PictureTags parts = PictureTags.split(PictureTags.complete(text, 1, images), images);
        for (int i = 0; i < parts.chunks().size(); i++) {
            String chunk = parts.chunks().get(i);
            append(sequence, plain ? words.encode(chunk) : words.encodeAsIs(chunk));
            if (i < parts.pictures().size()) {
                sequence.append(pictures.apply(parts.pictures().get(i)));
            }
        }
        return sequence;
    }

    private static void append(TokenSequence sequence, int[] ids) {
        for (int id : ids) {
            sequence.append(id);
        }
    }

    private String rendered(Prompt.Chat chat) {
        List<ChatTemplate.Message> messages = new ArrayList<>();
        int pictures = 0;
        for (ChatMessage message : withSystemWhereItIsRead(chat.messages())) {
            String text = PictureTags.complete(
                    message.text(), pictures + 1, message.images().size());
            messages.add(new ChatTemplate.Message(message.role().name().toLowerCase(Locale.ROOT), text));
            pictures += message.images().size();
        }
        return chat.continueLast() ? template.renderUnfinished(messages) : template.render(messages, true);
    }

    /** Some releases' templates drop system messages without a word; the first question then carries the text. */
    private List<ChatMessage> withSystemWhereItIsRead(List<ChatMessage> messages) {
        boolean lost = messages.size() > 1
                && messages.getFirst().role() == ChatMessage.Role.SYSTEM
                && messages.get(1).role() == ChatMessage.Role.USER
                && !template.keepsSystemMessage();
        if (!lost) {
            return messages;
        }
        ChatMessage question = messages.get(1);
        var merged = new ArrayList<ChatMessage>();
        merged.add(new ChatMessage(
                question.role(), messages.getFirst().text() + "\n\n" + question.text(), question.images()));
        merged.addAll(messages.subList(2, messages.size()));
        return merged;
    }
}
