package io.phiworkbench.chat;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GenerationOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A conversation in memory: its tree of messages, the run that writes to it, and the questions that wait.
 *
 * <p>Thread-safe. Every method returns at once and may be called on the FX thread. Listeners are called one at a time
 * and in order while the conversation is locked, on the thread that caused the event (the model's, or the caller's own);
 * they must hand over and return. One answer runs at a time; a question asked meanwhile waits in the queue, everything
 * else that would start or disturb a run is refused with {@link IllegalStateException} while {@link #isRunning()}.
 *
 * <p>Futures of runs complete with the answer in its final state (also when it failed or was stopped), or are cancelled
 * if their question was taken out of the queue.
 */
public final class OpenConversation {

    private final Chats chats;
    private final ReentrantLock lock = new ReentrantLock();
    private final Listeners<ConversationEvent> listeners = new Listeners<>();
    private final MessageTree tree;
    private final QuestionQueue queue = new QuestionQueue();
    private Conversation conversation;
    private boolean stored;
    private boolean hidden;
    private long writes;
    private AnswerRun run;

    OpenConversation(Chats chats, Conversation conversation) {
        this.chats = chats;
        this.conversation = conversation;
        this.tree = new MessageTree();
    }

    OpenConversation(Chats chats, StoredConversation loaded) {
        this.chats = chats;
        this.conversation = loaded.conversation();
        this.tree = new MessageTree(loaded.messages(), loaded.selected());
        this.stored = true;
        loaded.messages().forEach(message -> Ids.seen(message.id()));
    }

    /** Registers a listener; see the class for its thread. */
    public Subscription listen(Consumer<ConversationEvent> listener) {
        return listeners.add(listener);
    }

    public long id() {
        return conversation().id();
    }

    public Conversation conversation() {
        return locked(() -> conversation);
    }

    /** The messages that are shown, from the top; a running answer with the text it has now. */
    public List<Message> branch() {
        return locked(() -> tree.branch().stream().map(this::current).toList());
    }

    /** A message of any branch. */
    public Optional<Message> message(long id) {
        return locked(() -> tree.find(id).map(this::current));
    }

    /** Everything there is, all branches. */
    public StoredConversation snapshot() {
        return locked(() -> new StoredConversation(
                conversation,
                tree.all().stream().map(this::current).toList(),
                tree.all().stream().map(Message::id).filter(tree::isSelected).collect(Collectors.toSet())));
    }

    /** The message and its siblings, for "2/3". */
    public Siblings siblings(long messageId) {
        return locked(() -> tree.siblings(messageId));
    }

    public boolean isRunning() {
        return locked(() -> run != null);
    }

    /** The questions that wait, next first. */
    public List<QueuedQuestion> queue() {
        return locked(queue::questions);
    }

    /** Shows the branch through this message, and below it where it ran last. */
    public void select(long messageId) {
        locked(() -> {
            tree.select(messageId);
            save(new StoreChange.Select(
                    conversation.id(),
                    tree.pathTo(messageId).stream().map(Message::id).toList()));
            tellBranch();
            return null;
        });
    }

    /**
     * Changes title, folder, pin, system prompt, settings or model; a conversation that has no message yet is stored
     * with its first.
     */
    public void update(UnaryOperator<Conversation> change) {
        locked(() -> {
            conversation = change.apply(conversation);
            if (stored) {
                save(new StoreChange.PutConversation(conversation));
            }
            tellConversation();
            return null;
        });
    }

    /**
     * Asks at the end of the shown branch, or queues the question while an answer runs. The model must stay open until
     * the future is done.
     */
    public CompletableFuture<Message> ask(String text, List<Picture> pictures, ChatModel model) {
        return locked(() -> {
            QuestionQueue.Waiting waiting = queue.add(new QueuedQuestion(Ids.next(), text, pictures), model);
            if (run == null) {
                askNext();
            } else {
                tellQueue();
            }
            return waiting.answer();
        });
    }

    /** Takes a question out of the queue; false if it is not there any more. */
    public boolean removeQueued(long queuedId) {
        return locked(() -> {
            boolean removed = queue.remove(queuedId);
            if (removed) {
                tellQueue();
            }
            return removed;
        });
    }

    /** Asks what waits. The queue stands still after a failed answer, until this or the next question. */
    public void resumeQueue() {
        locked(() -> {
            if (run == null && !queue.isEmpty()) {
                askNext();
            }
            return null;
        });
    }

    /** Writes another answer to the question that this answer belongs to; it becomes a sibling. */
    public CompletableFuture<Message> regenerate(long answerId, ChatModel model) {
        return locked(() -> answerAgain(answerId, model, conversation.options()));
    }

    /** As {@link #regenerate}, with the very settings and seed of the answer, to compare the two. */
    public CompletableFuture<Message> repeat(long answerId, ChatModel model) {
        return locked(() -> answerAgain(
                answerId,
                model,
                tree.require(answerId)
                        .details()
                        .orElseThrow(() -> new IllegalStateException("this answer has no record to repeat"))
                        .record()
                        .options()));
    }

    /** Puts a changed question beside the old one and answers it. */
    public CompletableFuture<Message> editQuestion(
            long questionId, String text, List<Picture> pictures, ChatModel model) {
        return locked(() -> {
            idle();
            return answer(
                    addQuestion(tree.require(questionId).parent(), text, pictures), model, conversation.options());
        });
    }

    /** Puts a changed answer beside the old one, as if the model had said that; {@link #continueAnswer} goes on. */
    public Message editAnswer(long answerId, String text) {
        return locked(() -> {
            idle();
            Message old = requireAnswer(answerId);
            Message edited = Message.answer(old.parent().orElseThrow(), old.model(), chats.now())
                    .withText(text)
                    .withState(MessageState.COMPLETE);
            tree.add(edited);
            saveMessage(edited);
            tellBranch();
            return edited;
        });
    }

    /** Goes on writing an answer where it ended; the branch is made to end there. */
    public CompletableFuture<Message> continueAnswer(long answerId, ChatModel model) {
        return locked(() -> {
            idle();
            Message answer = requireAnswer(answerId);
            if (!answer.canContinue()) {
                throw new IllegalStateException("there is nothing to continue: the answer is empty");
            }
            Message running = answer.running(model.description().name());
            tree.replace(running);
            tree.select(answerId);
            saveMessage(running);
            listeners.tell(new ConversationEvent.MessageChanged(running));
            return begin(running, model, conversation.options());
        });
    }

    /** Answers a question that has no answer below it yet, such as one whose answer was deleted. */
    public CompletableFuture<Message> answerQuestion(long questionId, ChatModel model) {
        return locked(() -> {
            idle();
            Message question = tree.require(questionId);
            if (!question.isQuestion()) {
                throw new IllegalStateException("message " + questionId + " is not a question");
            }
            return answer(question, model, conversation.options());
        });
    }

    /** Asks the running answer to stop; it keeps what it has. The queue goes on. */
    public void stop() {
        locked(() -> {
            if (run != null) {
                run.stop();
            }
            return null;
        });
    }

    /** Hides a message with everything below it; {@link #restore} brings it back. */
    public void delete(long messageId) {
        locked(() -> {
            idle();
            List<Message> removed = tree.remove(messageId);
            save(new StoreChange.HideMessages(removed.stream().map(Message::id).toList(), chats.now()));
            tellBranch();
            return null;
        });
    }

    /** Brings back what {@link #delete} took out: the messages as {@link #subtree} gave them before. */
    public void restore(List<Message> deleted) {
        locked(() -> {
            deleted.forEach(tree::add);
            save(new StoreChange.HideMessages(deleted.stream().map(Message::id).toList(), null));
            tellBranch();
            return null;
        });
    }

    /** A message and everything below it, parents first. */
    public List<Message> subtree(long messageId) {
        return locked(() -> tree.subtree(messageId));
    }

    private CompletableFuture<Message> answerAgain(long answerId, ChatModel model, GenerationOptions options) {
        idle();
        Message question = tree.require(requireAnswer(answerId).parent().orElseThrow());
        return answer(question, model, options);
    }

    private void askNext() {
        QuestionQueue.Waiting next = queue.next();
        tellQueue();
        List<Message> branch = tree.branch();
        OptionalLong parent = branch.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(branch.getLast().id());
        Message question =
                addQuestion(parent, next.question().text(), next.question().pictures());
        answer(question, next.model(), conversation.options()).thenAccept(next.answer()::complete);
    }

    private Message addQuestion(OptionalLong parent, String text, List<Picture> pictures) {
        Message question = Message.question(
                parent, text, pictures.stream().map(Picture::attachment).toList(), chats.now());
        tree.add(question);
        List<StoreChange> changes = new ArrayList<>();
        pictures.stream()
                .flatMap(p -> Stream.concat(Stream.of(p.image()), p.edit().map(Picture.Edit::original).stream()))
                .map(StoreChange.PutAttachment::new)
                .forEach(changes::add);
        String titleSource = text.isBlank() && !pictures.isEmpty()
                ? pictures.getFirst().image().name()
                : text;
        touch(titleSource, changes);
        changes.add(new StoreChange.PutMessage(conversation.id(), question, true));
        write(changes);
        return question;
    }

    /** Notes that the conversation changed now, gives it a title if it has none, and stores it. */
    private void touch(String text, List<StoreChange> changes) {
        conversation = conversation.withUpdated(chats.now()).titledBy(text);
        stored = true;
        changes.add(new StoreChange.PutConversation(conversation));
        tellConversation();
    }

    private CompletableFuture<Message> answer(Message question, ChatModel model, GenerationOptions options) {
        Message answer = Message.answer(question.id(), model.description().name(), chats.now());
        tree.select(question.id());
        tree.add(answer);
        saveMessage(answer);
        return begin(answer, model, options);
    }

    private CompletableFuture<Message> begin(Message answer, ChatModel model, GenerationOptions options) {
        AnswerRun started = new AnswerRun(answer.id(), answer.text());
        run = started;
        chats.runBegan(this);
        tellBranch();
        List<Message> path = tree.pathTo(answer.id());
        String systemPrompt = conversation.systemPrompt();
        started.start(
                model,
                () -> ChatPrompt.of(systemPrompt, path, chats::image),
                options,
                new AnswerRecorder(this, started, chats));
        return started.done();
    }

    /** The value of a message as the tree has it; the lock is held. */
    Message stored(long id) {
        return tree.require(id);
    }

    boolean isRunning(AnswerRun asked) {
        return run == asked;
    }

    void tell(ConversationEvent event) {
        listeners.tell(event);
    }

    /**
     * Takes over what another process wrote: messages that are new here, and new values of those that no run of this
     * process writes. What is shown stays selected.
     *
     * @param asOf the {@link #writes} before it was read
     * @return false if this process wrote meanwhile, so that what was read may be older than what is here
     */
    boolean merge(StoredConversation other, long asOf) {
        return locked(() -> {
            if (writes != asOf) {
                return false;
            }
            other.messages().forEach(message -> Ids.seen(message.id()));
            MessageTree.Merged merged = tree.merge(other.messages(), run == null ? 0 : run.messageId());
            merged.changed().forEach(message -> tell(new ConversationEvent.MessageChanged(message)));
            if (merged.grew()) {
                tellBranch();
            }
            if (!conversation.equals(other.conversation())) {
                conversation = other.conversation();
                tell(new ConversationEvent.ConversationChanged(conversation));
            }
            return true;
        });
    }

    /** How often this process has written to it. */
    long writes() {
        return locked(() -> writes);
    }

    private boolean isWriting(long messageId) {
        return run != null && run.messageId() == messageId;
    }

    /** The run has ended with this; the lock is held. */
    void ended(AnswerRun endedRun, Message answer) {
        tree.replace(answer);
        saveMessage(answer);
        run = null;
        chats.runEnded(this);
        tell(new ConversationEvent.MessageChanged(answer));
        // Completed on another thread: what callers hang on it must not run under this lock.
        endedRun.done().completeAsync(() -> answer);
        if (answer.state() != MessageState.FAILED && !queue.isEmpty()) {
            askNext();
        }
    }

    /** The answer that runs, when it ends; empty if none does. */
    Optional<CompletableFuture<Message>> running() {
        return locked(() -> Optional.ofNullable(run).map(AnswerRun::done));
    }

    /** Empties the queue and stops, for the end of the program. */
    void abandon() {
        locked(() -> {
            queue.clear();
            stop();
            return null;
        });
    }

    /** It was deleted: what still happens in it is stored, but nobody is told that it is there. */
    void hide() {
        locked(() -> {
            hidden = true;
            abandon();
            return null;
        });
    }

    /** It was brought back. */
    void show() {
        locked(() -> {
            hidden = false;
            tellConversation();
            return null;
        });
    }

    private Message current(Message message) {
        return isWriting(message.id()) ? message.withText(run.text()) : message;
    }

    private Message requireAnswer(long id) {
        Message message = tree.require(id);
        if (!message.isAnswer()) {
            throw new IllegalStateException("message " + id + " is not an answer");
        }
        return message;
    }

    private void idle() {
        if (run != null) {
            throw new IllegalStateException("an answer is running: stop it first");
        }
    }

    private void saveMessage(Message message) {
        List<StoreChange> changes = new ArrayList<>();
        touch("", changes);
        changes.add(new StoreChange.PutMessage(conversation.id(), message, tree.isSelected(message.id())));
        write(changes);
    }

    void save(StoreChange change) {
        write(List.of(change));
    }

    private void write(List<StoreChange> changes) {
        writes++;
        chats.write(this, changes);
    }

    private void tellBranch() {
        listeners.tell(new ConversationEvent.BranchChanged(
                tree.branch().stream().map(this::current).toList()));
    }

    private void tellConversation() {
        listeners.tell(new ConversationEvent.ConversationChanged(conversation));
        if (stored && !hidden) {
            chats.tell(new LibraryEvent.ConversationSaved(conversation));
        }
    }

    private void tellQueue() {
        listeners.tell(new ConversationEvent.QueueChanged(queue.questions()));
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
