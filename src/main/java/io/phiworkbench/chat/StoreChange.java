package io.phiworkbench.chat;

import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.ImageInput;
import java.time.Instant;
import java.util.List;

/** One thing to write. */
public sealed interface StoreChange {

    /** Inserts a conversation or replaces its details. */
    record PutConversation(Conversation conversation) implements StoreChange {}

    /** Inserts a message or replaces its value; {@code selected} tells whether it is the one shown at its fork. */
    record PutMessage(long conversationId, Message message, boolean selected) implements StoreChange {}

    /** The text of a running answer so far; a later one for the same message makes an earlier one needless. */
    record PutRunningText(long messageId, String text) implements StoreChange {}

    /** Token probabilities of an answer. */
    record PutTokens(long messageId, List<GeneratedToken> tokens) implements StoreChange {}

    /** Bytes of a picture; written before the messages that name it. */
    record PutAttachment(ImageInput image) implements StoreChange {}

    /** These messages are the selected ones at their forks. */
    record Select(long conversationId, List<Long> messageIds) implements StoreChange {}

    /** Hides messages, or shows them again when {@code when} is null; {@link ChatStore#purge} removes hidden ones. */
    record HideMessages(List<Long> messageIds, Instant when) implements StoreChange {}

    /** Hides a conversation, or shows it again when {@code when} is null. */
    record HideConversation(long conversationId, Instant when) implements StoreChange {}

    record PutPreset(Preset preset) implements StoreChange {}

    record RemovePreset(String id) implements StoreChange {}
}
