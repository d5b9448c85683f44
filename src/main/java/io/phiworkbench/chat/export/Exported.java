package io.phiworkbench.chat.export;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.StoreException;
import io.phiworkbench.chat.StoredConversation;
import io.phiworkbench.inference.GeneratedToken;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * What an exporter works on.
 *
 * @param stored the conversation
 * @param pictures bytes of a picture by its hash; throws {@link StoreException} where it is lost
 * @param tokens token probabilities of an answer that has some
 * @param words names of things in the user's language
 */
record Exported(
        StoredConversation stored,
        Function<String, byte[]> pictures,
        LongFunction<List<GeneratedToken>> tokens,
        ExportWords words) {

    Conversation conversation() {
        return stored.conversation();
    }

    List<Message> branch() {
        return stored.branch();
    }

    /** A picture, absent if its file is lost: an export goes on without it and says so. */
    Optional<byte[]> picture(Attachment attachment) {
        try {
            return Optional.of(pictures.apply(attachment.sha256()));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }
}
