package io.phiworkbench.chat;

import io.phiworkbench.inference.ChatMessage.Role;
import java.time.Instant;
import java.util.List;

/**
 * A message, or a title, in which a search found its words.
 *
 * @param messageId the message; 0 if the title matched
 * @param role who wrote the message
 * @param snippet the place in the text, on one line, with … where it is cut
 * @param highlights the found words in the snippet, in order, not overlapping
 */
public record SearchHit(
        long conversationId,
        String title,
        long messageId,
        Role role,
        String snippet,
        List<Range> highlights,
        Instant created) {

    public SearchHit {
        highlights = List.copyOf(highlights);
    }

    /** Characters {@code [start, end)} of the snippet. */
    public record Range(int start, int end) {}
}
