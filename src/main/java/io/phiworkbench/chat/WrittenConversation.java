package io.phiworkbench.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an open conversation holds: its value, its tree of messages and the run that writes one of them. Every change
 * goes to the store and to the listeners.
 *
 * <p>Whoever reads or changes it does so within {@link #locked} or {@link #exclusively}; listeners are called there too.
 */
final class WrittenConversation {
    private final ReentrantLock lock = new ReentrantLock();
    private final OpenConversation owner;
    private final Chats chats;
    private final Listeners<ConversationEvent> listeners = new Listeners<>();
    private final MessageTree tree;
    private Conversation conversation;
    private boolean stored;
    private boolean hidden;
    private long writes;
    private Optional<AnswerRun> run = Optional.empty();

    /** A conversation that is new: it is stored with its first message. */
    WrittenConversation(OpenConversation owner, Chats chats, Conversation conversation) {
        this(owner, chats, conversation, new MessageTree(), false);
    }

    WrittenConversation(OpenConversation owner, Chats chats, StoredConversation loaded) {
        this(owner, chats, loaded.conversation(), new MessageTree(loaded.messages(), loaded.selected()), true);
        loaded.messages().forEach(message -> Ids.seen(message.id()));
    }

    private WrittenConversation(
            OpenConversation owner, Chats chats, Conversation conversation, MessageTree tree, boolean stored) {
        this.owner = owner;
        this.chats = chats;
        this.conversation = conversation;
        this.tree = tree;
        this.stored = stored;
    }

    /** Reads or changes it while nobody else does. */
    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #locked}, without a result. */
    void exclusively(Runnable work) {
        locked(() -> {
            work.run();
            return null;
        });
    }

    Subscription listen(Consumer<ConversationEvent> listener) {
        return listeners.add(listener);
    }

    Conversation conversation() {
        return conversation;
    }

    /** The run that writes one of the messages. */
    Optional<AnswerRun> run() {
        return run;
    }

    /** How often this process has written to it. */
    long writes() {
        return writes;
    }

    List<Message> branch() {
        return tree.branch().stream().map(this::current).toList();
    }

    Optional<Message> find(long id) {
        return tree.find(id).map(this::current);
    }

    /**
     * The message as it was before the run that writes it.
     *
     * @throws NoSuchElementException if there is no such message
     */
    Message require(long id) {
        return tree.require(id);
    }

    Siblings siblings(long id) {
        return tree.siblings(id);
    }

    List<Message> pathTo(long id) {
        return tree.pathTo(id);
    }

    List<Message> subtree(long id) {
        return tree.subtree(id);
    }

    StoredConversation snapshot() {
        return new StoredConversation(
                conversation,
                tree.all().stream().map(this::current).toList(),
                tree.all().stream().map(Message::id).filter(tree::isSelected).collect(Collectors.toSet()));
    }

    void change(UnaryOperator<Conversation> change) {
        conversation = change.apply(conversation);
        if (stored) {
            write(new StoreChange.PutConversation(conversation));
        }
        tellConversation();
    }

    void select(long id) {
        tree.select(id);
        write(new StoreChange.Select(
                conversation.id(), tree.pathTo(id).stream().map(Message::id).toList()));
        tellBranch();
    }

    /** Adds a question with its pictures, and gives the conversation a title if it has none. */
    Message addQuestion(OptionalLong parent, String text, List<Picture> pictures) {
        Message question = Message.question(
                parent, text, pictures.stream().map(Picture::attachment).toList(), chats.now());
        tree.add(question);
        String title = text.isBlank() && !pictures.isEmpty()
                ? pictures.getFirst().image().name()
                : text;
        Stream<StoreChange> images = pictures.stream()
                .flatMap(p -> Stream.concat(Stream.of(p.image()), p.edit().map(Picture.Edit::original).stream()))
                .map(StoreChange.PutAttachment::new);
        put(question, title, images);
        return question;
    }

    /** Adds an answer, which becomes the end of the branch. */
    void addAnswer(Message answer) {
        tree.select(answer.parent().orElseThrow());
        tree.add(answer);
        put(answer, "", Stream.empty());
    }

    /** Puts a new value in place of a message's, which becomes the one that is shown among its siblings. */
    void replace(Message message) {
        tree.replace(message);
        tree.select(message.id());
        put(message, "", Stream.empty());
        tell(new ConversationEvent.MessageChanged(message));
    }

    void remove(long id) {
        write(new StoreChange.HideMessages(ids(tree.remove(id)), chats.now()));
        tellBranch();
    }

    void restore(List<Message> removed) {
        removed.forEach(tree::add);
        write(new StoreChange.HideMessages(ids(removed), null));
        tellBranch();
    }

    private static List<Long> ids(List<Message> messages) {
        return messages.stream().map(Message::id).toList();
    }

    /** From now on this run writes its message. */
    void begin(AnswerRun started) {
        run = Optional.of(started);
        chats.runBegan(owner);
        tellBranch();
    }

    /** The run has ended with this answer. What is selected stays so: the user may look at another branch by now. */
    void end(Message answer) {
        tree.replace(answer);
        put(answer, "", Stream.empty());
        run = Optional.empty();
        chats.runEnded(owner);
        tell(new ConversationEvent.MessageChanged(answer));
    }

    /**
     * Takes over what another process wrote: messages that are new here, and new values of those that no run of this
     * process writes. What is shown stays selected.
     */
    void merge(StoredConversation other) {
        other.messages().forEach(message -> Ids.seen(message.id()));
        MessageTree.Merged merged =
                tree.merge(other.messages(), run.map(AnswerRun::messageId).orElse(0L));
        merged.changed().forEach(message -> tell(new ConversationEvent.MessageChanged(message)));
        if (merged.grew()) {
            tellBranch();
        }
        if (!conversation.equals(other.conversation())) {
            conversation = other.conversation();
            tell(new ConversationEvent.ConversationChanged(conversation));
        }
    }

    /** It was deleted: what still happens in it is stored, but nobody is told that it is there. */
    void hide() {
        hidden = true;
    }

    /** It was brought back. */
    void show() {
        hidden = false;
        tellConversation();
    }

    void write(StoreChange change) {
        write(List.of(change));
    }

    void tell(ConversationEvent event) {
        listeners.tell(event);
    }

    void tellBranch() {
        tell(new ConversationEvent.BranchChanged(branch()));
    }

    private Message current(Message message) {
        return run.filter(writing -> writing.messageId() == message.id())
                .map(writing -> message.withText(writing.text()))
                .orElse(message);
    }

    /** Stores a message after what it needs, and with it that the conversation changed now. */
    private void put(Message message, String title, Stream<StoreChange> needed) {
        conversation = conversation.withUpdated(chats.now()).titledBy(title);
        stored = true;
        tellConversation();
        List<StoreChange> changes = new ArrayList<>(needed.toList());
        changes.add(new StoreChange.PutConversation(conversation));
        changes.add(new StoreChange.PutMessage(conversation.id(), message, tree.isSelected(message.id())));
        write(changes);
    }

    private void write(List<StoreChange> changes) {
        writes++;
        chats.write(owner, changes);
    }

    private void tellConversation() {
        tell(new ConversationEvent.ConversationChanged(conversation));
        if (stored && !hidden) {
            chats.tell(new LibraryEvent.ConversationSaved(conversation));
        }
    }
}
