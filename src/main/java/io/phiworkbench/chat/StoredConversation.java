package io.phiworkbench.chat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** The same under ids that no other conversation has, so that it can be added beside its original. */
    public StoredConversation withNewIds() {
        Map<Long, Long> ids = new HashMap<>();
        Conversation renumbered = conversation.withId(Ids.next());
        messages.forEach(message -> ids.put(message.id(), Ids.next()));
        List<Message> copies = messages.stream()
                .map(message -> message.withIds(
                        ids.get(message.id()),
                        message.parent().isPresent()
                                ? OptionalLong.of(ids.get(message.parent().getAsLong()))
                                : OptionalLong.empty()))
                .toList();
        return new StoredConversation(
                renumbered, copies, selected.stream().map(ids::get).collect(Collectors.toSet()));
    }
}
