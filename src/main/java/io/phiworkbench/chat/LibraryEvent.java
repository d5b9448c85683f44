package io.phiworkbench.chat;

/** What happens to the collection of conversations and to their store. */
public sealed interface LibraryEvent {

    /** A conversation is new or its details changed. */
    record ConversationSaved(Conversation conversation) implements LibraryEvent {}

    /** A conversation was deleted; {@link Chats#restore} brings it back until it is purged. */
    record ConversationRemoved(long id) implements LibraryEvent {}

    /** Another process changed the store: list anew; open conversations keep what they show. */
    record ChangedElsewhere() implements LibraryEvent {}

    /**
     * Something could not be written; it is kept in memory and tried again. One line for the user: what, why, what to
     * do.
     */
    record StoreTrouble(String message) implements LibraryEvent {}

    /** Everything that was kept in memory is written. */
    record StoreRecovered() implements LibraryEvent {}
}
