package io.phiworkbench.chat;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All conversations of a store: list, open, search, delete. The way in for views, the command line and the server.
 *
 * <p>Thread-safe; except for {@link #close} nothing blocks, futures complete on threads of this object and fail with
 * {@link StoreException}.
 */
public final class Chats implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chats.class);
    private static final Duration END_OF_RUNS = Duration.ofSeconds(10);

    private static final Duration MERGE_AGAIN = Duration.ofSeconds(1);

    private final ChatStore store;
    private final Clock clock;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    // After the end, batches of answers that would not stop are dropped: the store is closed.
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("answer-batches").daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());
    private final Listeners<LibraryEvent> listeners = new Listeners<>();
    // Weak: a conversation lives while somebody shows it or a run writes to it, and never twice.
    private final Map<Long, WeakReference<OpenConversation>> open = new HashMap<>();
    private final Map<Long, CompletableFuture<OpenConversation>> opening = new HashMap<>();
    // Strong: how many unwritten batches each has; what is stored of it is not yet what it is.
    private final Map<OpenConversation, Integer> unwritten = new HashMap<>();
    private final Set<OpenConversation> running = new HashSet<>();

    public Chats(ChatStore store) {
        this(store, Clock.systemUTC());
    }

    Chats(ChatStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        store.onEvent(event -> {
            if (event instanceof LibraryEvent.ChangedElsewhere) {
                mergeOpen();
            }
            listeners.tell(event);
        });
    }

    /** Brings what another process wrote into the conversations that are open here. */
    private void mergeOpen() {
        List<OpenConversation> shown;
        synchronized (open) {
            shown = open.values().stream()
                    .map(WeakReference::get)
                    .filter(Objects::nonNull)
                    .toList();
        }
        shown.forEach(this::merge);
    }

    /** Tries again a little later where this process writes to the conversation too. */
    private void merge(OpenConversation conversation) {
        read(() -> {
                    long asOf = conversation.writes();
                    boolean unwrittenHere;
                    synchronized (open) {
                        unwrittenHere = unwritten.containsKey(conversation);
                    }
                    boolean merged = !unwrittenHere
                            && store.load(conversation.id())
                                    .map(stored -> conversation.merge(stored, asOf))
                                    .orElse(true);
                    if (!merged) {
                        schedule(() -> merge(conversation), MERGE_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                    }
                    return merged;
                })
                .exceptionally(e -> {
                    LOG.warn("what another window wrote to chat {} cannot be read", conversation.id(), e);
                    return false;
                });
    }

    /** What a user must know about how the store was opened, one line each. */
    public List<Failure> notices() {
        return store.notices();
    }

    public Subscription listen(Consumer<LibraryEvent> listener) {
        return listeners.add(listener);
    }

    /** All conversations that are not deleted, the last changed first. */
    public CompletableFuture<List<Conversation>> conversations() {
        return read(store::conversations);
    }

    /** Ids of the conversations in which an answer was interrupted when a process ended. */
    public CompletableFuture<List<Long>> interrupted() {
        return read(store::interrupted);
    }

    /** A new conversation; it is stored with its first message. */
    public OpenConversation create(GenerationOptions options) {
        OpenConversation created = new OpenConversation(this, Conversation.create(options, now()));
        synchronized (open) {
            open.put(created.id(), new WeakReference<>(created));
        }
        return created;
    }

    /** Opens a conversation; while somebody holds it or it runs, everybody gets the same one. */
    public CompletableFuture<OpenConversation> open(long id) {
        synchronized (open) {
            return alreadyOpen(id)
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> opening.computeIfAbsent(id, this::startOpening));
        }
    }

    private CompletableFuture<OpenConversation> startOpening(long id) {
        CompletableFuture<OpenConversation> future = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                OpenConversation loaded = new OpenConversation(this, load(id));
                opened(id, loaded);
                future.complete(loaded);
            } catch (RuntimeException e) {
                synchronized (open) {
                    opening.remove(id);
                }
                future.completeExceptionally(e);
            }
        });
        return future;
    }

    private void opened(long id, OpenConversation loaded) {
        synchronized (open) {
            open.values().removeIf(reference -> reference.refersTo(null));
            open.put(id, new WeakReference<>(loaded));
            opening.remove(id);
        }
    }

    private Optional<OpenConversation> alreadyOpen(long id) {
        return Optional.ofNullable(open.get(id)).map(WeakReference::get);
    }

    private StoredConversation load(long id) {
        return store.load(id).orElseThrow(() -> new StoreException(StoreFault.DELETED));
    }

    /** Stores a conversation that comes from elsewhere, whole or not at all; its ids must be new. */
    public CompletableFuture<Void> add(
            StoredConversation conversation, List<ImageInput> pictures, Map<Long, List<GeneratedToken>> tokens) {
        List<StoreChange> changes = new ArrayList<>();
        pictures.forEach(picture -> changes.add(new StoreChange.PutAttachment(picture)));
        changes.add(new StoreChange.PutConversation(conversation.conversation()));
        conversation
                .messages()
                .forEach(message -> changes.add(new StoreChange.PutMessage(
                        conversation.conversation().id(),
                        message,
                        conversation.selected().contains(message.id()))));
        tokens.forEach((message, list) -> changes.add(new StoreChange.PutTokens(message, list)));
        return store.write(changes)
                .thenRun(() -> tell(new LibraryEvent.ConversationSaved(conversation.conversation())));
    }

    public CompletableFuture<Void> rename(long id, String title) {
        return update(id, conversation -> conversation.withTitle(title.strip()));
    }

    public CompletableFuture<Void> pin(long id, boolean pinned) {
        return update(id, conversation -> conversation.withPinned(pinned));
    }

    /** Sorts a conversation into a folder, which comes into being with it; empty for none. */
    public CompletableFuture<Void> move(long id, String folder) {
        return update(id, conversation -> conversation.withFolder(folder.strip()));
    }

    private CompletableFuture<Void> update(long id, UnaryOperator<Conversation> change) {
        return open(id).thenAccept(conversation -> conversation.update(change));
    }

    /** Hides a conversation; {@link #restore} brings it back until it is purged. A run in it is stopped. */
    public CompletableFuture<Void> delete(long id) {
        Optional<OpenConversation> shown;
        synchronized (open) {
            shown = alreadyOpen(id);
        }
        shown.ifPresent(OpenConversation::hide);
        tell(new LibraryEvent.ConversationRemoved(id));
        return store.write(List.of(new StoreChange.HideConversation(id, now())));
    }

    public CompletableFuture<Void> restore(long id) {
        return store.write(List.of(new StoreChange.HideConversation(id, null)))
                .thenCompose(_ -> open(id))
                .thenAccept(OpenConversation::show);
    }

    /** Removes for good what was deleted longer ago than this, with the pictures that nothing uses any more. */
    public CompletableFuture<Void> purge(Duration deletedFor) {
        return store.purge(now().minus(deletedFor));
    }

    /** See {@link ChatStore#search}. */
    public CompletableFuture<List<SearchHit>> search(String query, int limit) {
        return read(() -> store.search(query, limit));
    }

    /** Token probabilities of an answer whose details say that there are any. */
    public CompletableFuture<List<GeneratedToken>> tokens(long messageId) {
        return read(() -> store.tokens(messageId));
    }

    /** A stored picture as it was sent. */
    public CompletableFuture<ImageInput> picture(Attachment attachment) {
        return read(() -> image(attachment));
    }

    /** The bytes of a stored picture, for {@link Attachment.Edit#originalSha256()}. */
    public CompletableFuture<byte[]> attachment(String sha256) {
        return read(() -> store.attachment(sha256));
    }

    /** The built-in presets in this language (English where there are none), then the user's. */
    public CompletableFuture<List<Preset>> presets(Locale locale) {
        return read(() -> Presets.all(locale, store.presets()));
    }

    /** Adds a preset of the user's or replaces it. */
    public CompletableFuture<Void> savePreset(Preset preset) {
        return store.write(List.of(new StoreChange.PutPreset(preset)));
    }

    public CompletableFuture<Void> removePreset(String id) {
        return store.write(List.of(new StoreChange.RemovePreset(id)));
    }

    /** Stops all runs, waits for them and for all writes. Blocks, for seconds where a model is slow to stop. */
    @Override
    public void close() {
        List<OpenConversation> ending;
        synchronized (open) {
            ending = List.copyOf(running);
        }
        ending.forEach(OpenConversation::abandon);
        ending.forEach(this::awaitEnd);
        timer.shutdownNow();
        executor.shutdown();
        store.close();
    }

    private void awaitEnd(OpenConversation conversation) {
        try {
            CompletableFuture<Message> end = conversation.running().orElse(null);
            if (end != null) {
                end.get(END_OF_RUNS.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            LOG.warn("an answer of chat {} did not stop in time; it is stored as interrupted", conversation.id(), e);
        }
    }

    Instant now() {
        // As the store keeps it, so that a message is equal to itself after a restart.
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Writes changes of a conversation, which stays in memory until they are written. */
    void write(OpenConversation conversation, List<StoreChange> changes) {
        synchronized (open) {
            unwritten.merge(conversation, 1, Integer::sum);
        }
        store.write(changes).whenComplete((_, _) -> {
            synchronized (open) {
                unwritten.computeIfPresent(conversation, (_, count) -> count == 1 ? null : count - 1);
            }
        });
    }

    void schedule(Runnable task, long delay, TimeUnit unit) {
        timer.schedule(task, delay, unit);
    }

    void tell(LibraryEvent event) {
        listeners.tell(event);
    }

    ImageInput image(Attachment attachment) {
        return AnswerRun.image(store, attachment);
    }

    void runBegan(OpenConversation conversation) {
        synchronized (open) {
            running.add(conversation);
        }
    }

    void runEnded(OpenConversation conversation) {
        synchronized (open) {
            running.remove(conversation);
        }
    }

    private <T> CompletableFuture<T> read(Supplier<T> reading) {
        return CompletableFuture.supplyAsync(reading, executor);
    }
}
