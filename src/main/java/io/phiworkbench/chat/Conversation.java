package io.phiworkbench.chat;

import io.phiworkbench.inference.GenerationOptions;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a conversation without its messages.
 *
 * @param title blank until the first question gives one
 * @param folder name of the folder it is sorted into, empty for none
 * @param systemPrompt stands before every prompt; empty for none
 * @param options sampling settings of the next answer
 * @param model the model it was last held with
 * @param updated when its messages last changed
 */
public record Conversation(
        long id,
        String title,
        String folder,
        boolean pinned,
        String systemPrompt,
        GenerationOptions options,
        Optional<ModelReference> model,
        Instant created,
        Instant updated) {
    private static final int TITLE_LENGTH = 60;

    /** An empty conversation that is not stored yet. */
    public static Conversation create(GenerationOptions options, Instant now) {
        return new Conversation(Ids.next(), "", "", false, "", options, Optional.empty(), now, now);
    }

    Conversation withId(long value) {
        return new Conversation(value, title, folder, pinned, systemPrompt, options, model, created, updated);
    }

    public Conversation withTitle(String value) {
        return new Conversation(id, value, folder, pinned, systemPrompt, options, model, created, updated);
    }

    /** With the first line of the text as its title, cut at 60 characters, unless it has one. */
    Conversation titledBy(String text) {
        if (!title.isBlank()) {
            return this;
        }
        String line = text.strip().lines().findFirst().orElse("").strip();
        boolean fits = line.codePointCount(0, line.length()) <= TITLE_LENGTH;
        return withTitle(
                fits
                        ? line
                        : line.substring(0, line.offsetByCodePoints(0, TITLE_LENGTH))
                                        .strip()
                                + "…");
    }

    public Conversation withFolder(String value) {
        return new Conversation(id, title, value, pinned, systemPrompt, options, model, created, updated);
    }

    public Conversation withPinned(boolean value) {
        return new Conversation(id, title, folder, value, systemPrompt, options, model, created, updated);
    }

    public Conversation withSystemPrompt(String value) {
        return new Conversation(id, title, folder, pinned, value, options, model, created, updated);
    }

    public Conversation withOptions(GenerationOptions value) {
        return new Conversation(id, title, folder, pinned, systemPrompt, value, model, created, updated);
    }

    public Conversation withModel(ModelReference value) {
        return new Conversation(id, title, folder, pinned, systemPrompt, options, Optional.of(value), created, updated);
    }

    public Conversation withUpdated(Instant value) {
        return new Conversation(id, title, folder, pinned, systemPrompt, options, model, created, value);
    }
}
