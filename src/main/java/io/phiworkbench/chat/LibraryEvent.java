package io.phiworkbench.chat;

import io.phiworkbench.failure.Failure;

/** What happens to the collection of conversations and to their store. */
public sealed interface LibraryEvent {

    /** A conversation is new or its details changed. */
    record ConversationSaved(Conversation conversation) implements LibraryEvent {}

    /** A conversation was deleted; {@link Chats#restore} brings it back until it is purged. */
    record ConversationRemoved(long id) implements LibraryEvent {}

    /** Another process changed the store: list anew; open conversations keep what they show. */
    record ChangedElsewhere() implements LibraryEvent {}

    /**
     * Something could not be written; it is kept in memory and tried again.
     */
    record StoreTrouble(Failure failure) implements LibraryEvent {}

    /** Everything that was kept in memory is written. */
    record StoreRecovered() implements LibraryEvent {}
}
