package io.phiworkbench.chat;

import java.util.List;
import java.util.Set;

/**
 * A conversation with all its branches.
 *
 * @param messages in the order of their making, so parents first
 * @param selected ids of the messages that are selected among their siblings
 */
public record StoredConversation(Conversation conversation, List<Message> messages, Set<Long> selected) {

    public StoredConversation {
        messages = List.copyOf(messages);
        selected = Set.copyOf(selected);
    }

    /** The branch that is shown, from the top. */
    public List<Message> branch() {
        return new MessageTree(messages, selected).branch();
    }
}
