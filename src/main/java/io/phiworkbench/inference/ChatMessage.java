package io.phiworkbench.inference;

import java.util.List;

/**
 * A message of a conversation.
 *
 * @param text may place its pictures with {@code <|image_k|>}, k counted over the whole conversation; pictures without
 *     a tag stand before the text, in order
 * @param images pictures that came with this message; only the user's messages have any
 */
public record ChatMessage(Role role, String text, List<ImageInput> images) {

    public ChatMessage {
        images = List.copyOf(images);
    }

    public ChatMessage(Role role, String text) {
        this(role, text, List.of());
    }

    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
