package io.phiworkbench.chat;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.GeneratedToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Where conversations are kept. Reads block and see every write queued before them by this process, unless the store is
 * in trouble; they are not for the FX thread. Writes return at once.
 */
public interface ChatStore extends AutoCloseable {

    /** What a user must know about how the store was opened, one line each: a damaged database was set aside ... */
    List<Failure> notices();

    /** All conversations that are not deleted, the last changed first. */
    List<Conversation> conversations();

    /** Ids of the conversations in which an answer was interrupted when a process ended. */
    List<Long> interrupted();

    Optional<StoredConversation> load(long conversationId);

    /** Stored token probabilities, empty if none. */
    List<GeneratedToken> tokens(long messageId);

    /**
     * Messages and titles that hold all words of the query, the best first.
     *
     * @param query plain text of a user; no character has a special meaning except that text in double quotes is looked
     *     for as it stands
     */
    List<SearchHit> search(String query, int limit);

    /** Presets that the user made. */
    List<Preset> presets();

    /** @throws StoreException if the file is missing or not what it was */
    byte[] attachment(String sha256);

    /**
     * Queues changes, to be written in one transaction after all that was queued before. Where writing fails for a
     * reason that can pass (disk full, database locked), the changes stay in memory, the trouble listener is told and
     * they are tried again; the future then completes late.
     */
    CompletableFuture<Void> write(List<StoreChange> changes);

    /** Removes for good what was hidden before this time, with attachments that nothing uses any more. */
    CompletableFuture<Void> purge(Instant hiddenBefore);

    /** @param listener told of trouble, recovery and changes by other processes; called on the store's threads */
    void onEvent(Consumer<LibraryEvent> listener);

    /**
     * Writes what is queued and closes.
     *
     * @throws StoreException if something could not be written and is lost
     */
    @Override
    void close();
}
