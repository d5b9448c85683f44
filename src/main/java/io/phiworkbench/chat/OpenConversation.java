package io.phiworkbench.chat;

import io.phiworkbench.inference.ChatModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

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
    private final WrittenConversation written;
    private final Answering answering;

    OpenConversation(Chats chats, Conversation conversation) {
        this.written = new WrittenConversation(this, chats, conversation);
        this.answering = new Answering(written, chats);
    }

    OpenConversation(Chats chats, StoredConversation loaded) {
        this.written = new WrittenConversation(this, chats, loaded);
        this.answering = new Answering(written, chats);
    }

    /** Registers a listener; see the class for its thread. */
    public Subscription listen(Consumer<ConversationEvent> listener) {
        return written.listen(listener);
    }

    public long id() {
        return conversation().id();
    }

    public Conversation conversation() {
        return written.locked(written::conversation);
    }

    /** The messages that are shown, from the top; a running answer with the text it has now. */
    public List<Message> branch() {
        return written.locked(written::branch);
    }

    /** A message of any branch. */
    public Optional<Message> message(long id) {
        return written.locked(() -> written.find(id));
    }

    /** Everything there is, all branches. */
    public StoredConversation snapshot() {
        return written.locked(written::snapshot);
    }

    /** The message and its siblings, for "2/3". */
    public Siblings siblings(long messageId) {
        return written.locked(() -> written.siblings(messageId));
    }

    /** A message and everything below it, parents first. */
    public List<Message> subtree(long messageId) {
        return written.locked(() -> written.subtree(messageId));
    }

    public boolean isRunning() {
        return running().isPresent();
    }

    /** The questions that wait, next first. */
    public List<QueuedQuestion> queue() {
        return written.locked(answering::queue);
    }

    /** Shows the branch through this message, and below it where it ran last. */
    public void select(long messageId) {
        written.exclusively(() -> written.select(messageId));
    }

    /**
     * Changes title, folder, pin, system prompt, settings or model; a conversation that has no message yet is stored
     * with its first.
     */
    public void update(UnaryOperator<Conversation> change) {
        written.exclusively(() -> written.change(change));
    }

    /** Hides a message with everything below it; {@link #restore} brings it back. */
    public void delete(long messageId) {
        written.exclusively(() -> {
            answering.requireIdle();
            written.remove(messageId);
        });
    }

    /** Brings back what {@link #delete} took out: the messages as {@link #subtree} gave them before. */
    public void restore(List<Message> deleted) {
        written.exclusively(() -> written.restore(deleted));
    }

    /**
     * Asks at the end of the shown branch, or queues the question while an answer runs. The model must stay open until
     * the future is done.
     */
    public CompletableFuture<Message> ask(String text, List<Picture> pictures, ChatModel model) {
        return written.locked(() -> answering.ask(text, pictures, model));
    }

    /** Takes a question out of the queue; false if it is not there any more. */
    public boolean removeQueued(long queuedId) {
        return written.locked(() -> answering.removeQueued(queuedId));
    }

    /** Asks what waits. The queue stands still after a failed answer, until this or the next question. */
    public void resumeQueue() {
        written.exclusively(answering::resumeQueue);
    }

    /** Writes another answer to the question that this answer belongs to; it becomes a sibling. */
    public CompletableFuture<Message> regenerate(long answerId, ChatModel model) {
        return written.locked(() -> answering.regenerate(answerId, model));
    }

    /** As {@link #regenerate}, with the very settings and seed of the answer, to compare the two. */
    public CompletableFuture<Message> repeat(long answerId, ChatModel model) {
        return written.locked(() -> answering.repeat(answerId, model));
    }

    /** Puts a changed question beside the old one and answers it. */
    public CompletableFuture<Message> editQuestion(
            long questionId, String text, List<Picture> pictures, ChatModel model) {
        return written.locked(() -> answering.editQuestion(questionId, text, pictures, model));
    }

    /** Puts a changed answer beside the old one, as if the model had said that; {@link #continueAnswer} goes on. */
    public Message editAnswer(long answerId, String text) {
        return written.locked(() -> answering.editAnswer(answerId, text));
    }

    /** Goes on writing an answer where it ended; the branch is made to end there. */
    public CompletableFuture<Message> continueAnswer(long answerId, ChatModel model) {
        return written.locked(() -> answering.continueAnswer(answerId, model));
    }

    /** Answers a question that has no answer below it yet, such as one whose answer was deleted. */
    public CompletableFuture<Message> answerQuestion(long questionId, ChatModel model) {
        return written.locked(() -> answering.answerQuestion(questionId, model));
    }

    /** Asks the running answer to stop; it keeps what it has. The queue goes on. */
    public void stop() {
        written.exclusively(answering::stop);
    }

    /**
     * Takes over what another process wrote.
     *
     * @param asOf the {@link #writes} before it was read
     * @return false if this process wrote meanwhile, so that what was read may be older than what is here
     */
    boolean merge(StoredConversation other, long asOf) {
        return written.locked(() -> {
            boolean current = written.writes() == asOf;
            if (current) {
                written.merge(other);
            }
            return current;
        });
    }

    /** How often this process has written to it. */
    long writes() {
        return written.locked(written::writes);
    }

    /** The answer that runs, when it ends; empty if none does. */
    Optional<CompletableFuture<Message>> running() {
        return written.locked(() -> written.run().map(AnswerRun::done));
    }

    /** Empties the queue and stops, for the end of the program. */
    void abandon() {
        written.exclusively(answering::abandon);
    }

    /** It was deleted: what still happens in it is stored, but nobody is told that it is there. */
    void hide() {
        written.exclusively(() -> {
            written.hide();
            answering.abandon();
        });
    }

    /** It was brought back. */
    void show() {
        written.exclusively(written::show);
    }
}
