package io.phiworkbench.inference;

import java.util.List;

/** What a model is asked. */
public sealed interface Prompt {

    /** The pictures of the prompt, in the order of their numbers. */
    List<ImageInput> images();

    /**
     * A conversation, rendered with the model's chat template.
     *
     * @param messages oldest first, at most one system message, at its head
     * @param continueLast if the last message is the assistant's: go on writing it instead of starting a new answer
     */
    record Chat(List<ChatMessage> messages, boolean continueLast) implements Prompt {
        public Chat {
            messages = List.copyOf(messages);
        }

        /** A conversation whose next message is the answer. */
        public Chat(List<ChatMessage> messages) {
            this(messages, false);
        }

        @Override
        public List<ImageInput> images() {
            return messages.stream().flatMap(m -> m.images().stream()).toList();
        }
    }

    /** Plain text to go on with, no template; pictures stand at their {@code <|image_k|>} tags, else before the text. */
    record Completion(String text, List<ImageInput> images) implements Prompt {
        public Completion {
            images = List.copyOf(images);
        }

        public Completion(String text) {
            this(text, List.of());
        }
    }

    /**
     * Token ids as they are; nothing is added. {@code -k} stands for picture {@code k} (from 1). Works for checkpoints
     * without tokenizer.
     */
    record TokenIds(List<Integer> ids, List<ImageInput> images) implements Prompt {
        public TokenIds {
            ids = List.copyOf(ids);
            images = List.copyOf(images);
        }

        public TokenIds(List<Integer> ids) {
            this(ids, List.of());
        }
    }
}
