package io.phiworkbench.chat;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GenerationOptions;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * How answers of a conversation come about: one run at a time, and behind it the questions that wait.
 *
 * <p>Guarded by the lock of the {@link WrittenConversation}, which callers hold.
 */
final class Answering {
    private final WrittenConversation written;
    private final Chats chats;
    private final QuestionQueue queue = new QuestionQueue();

    Answering(WrittenConversation written, Chats chats) {
        this.written = written;
        this.chats = chats;
    }

    List<QueuedQuestion> queue() {
        return queue.questions();
    }

    /** @throws IllegalStateException if an answer is being written */
    void requireIdle() {
        if (isRunning()) {
            throw new IllegalStateException("an answer is running: stop it first");
        }
    }

    CompletableFuture<Message> ask(String text, List<Picture> pictures, ChatModel model) {
        QuestionQueue.Waiting waiting = queue.add(new QueuedQuestion(Ids.next(), text, pictures), model);
        if (isRunning()) {
            tellQueue();
        } else {
            askNext();
        }
        return waiting.answer();
    }

    boolean removeQueued(long queuedId) {
        boolean removed = queue.remove(queuedId);
        if (removed) {
            tellQueue();
        }
        return removed;
    }

    void resumeQueue() {
        if (!isRunning() && !queue.isEmpty()) {
            askNext();
        }
    }

    CompletableFuture<Message> regenerate(long answerId, ChatModel model) {
        return again(answerId, model, written.conversation().options());
    }

    CompletableFuture<Message> repeat(long answerId, ChatModel model) {
        AnswerDetails details = written.require(answerId)
                .details()
                .orElseThrow(() -> new IllegalStateException("this answer has no record to repeat"));
        return again(answerId, model, details.record().options());
    }

    CompletableFuture<Message> editQuestion(long questionId, String text, List<Picture> pictures, ChatModel model) {
        requireIdle();
        OptionalLong parent = written.require(questionId).parent();
        return answer(written.addQuestion(parent, text, pictures), model);
    }

    Message editAnswer(long answerId, String text) {
        requireIdle();
        Message old = requireAnswer(answerId);
        Message edited = Message.answer(old.parent().orElseThrow(), old.model(), chats.now())
                .withText(text)
                .withState(MessageState.COMPLETE);
        written.addAnswer(edited);
        written.tellBranch();
        return edited;
    }

    CompletableFuture<Message> continueAnswer(long answerId, ChatModel model) {
        requireIdle();
        Message answer = requireAnswer(answerId);
        if (!answer.canContinue()) {
            throw new IllegalStateException("there is nothing to continue: the answer is empty");
        }
        Message running = answer.running(model.description().name());
        written.replace(running);
        return begin(running, model, written.conversation().options());
    }

    CompletableFuture<Message> answerQuestion(long questionId, ChatModel model) {
        requireIdle();
        Message question = written.require(questionId);
        if (!question.isQuestion()) {
            throw new IllegalStateException("message " + questionId + " is not a question");
        }
        return answer(question, model);
    }

    void stop() {
        written.run().ifPresent(AnswerRun::stop);
    }

    /** Empties the queue and stops. */
    void abandon() {
        queue.clear();
        stop();
    }

    /** The run has ended with this. */
    void ended(AnswerRun run, Message answer) {
        written.end(answer);
        // Completed on another thread: what callers hang on it must not run under the lock.
        run.done().completeAsync(() -> answer);
        if (answer.state() != MessageState.FAILED && !queue.isEmpty()) {
            askNext();
        }
    }

    private boolean isRunning() {
        return written.run().isPresent();
    }

    private void askNext() {
        QuestionQueue.Waiting next = queue.next();
        tellQueue();
        List<Message> branch = written.branch();
        OptionalLong parent = branch.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(branch.getLast().id());
        Message question = written.addQuestion(
                parent, next.question().text(), next.question().pictures());
        answer(question, next.model()).thenAccept(next.answer()::complete);
    }

    private CompletableFuture<Message> again(long answerId, ChatModel model, GenerationOptions options) {
        requireIdle();
        Message question = written.require(requireAnswer(answerId).parent().orElseThrow());
        return answer(question, model, options);
    }

    private CompletableFuture<Message> answer(Message question, ChatModel model) {
        return answer(question, model, written.conversation().options());
    }

    private CompletableFuture<Message> answer(Message question, ChatModel model, GenerationOptions options) {
        Message answer = Message.answer(question.id(), model.description().name(), chats.now());
        written.addAnswer(answer);
        return begin(answer, model, options);
    }

    private CompletableFuture<Message> begin(Message answer, ChatModel model, GenerationOptions options) {
        AnswerRun run = new AnswerRun(answer.id(), answer.text());
        written.begin(run);
        List<Message> path = written.pathTo(answer.id());
        String systemPrompt = written.conversation().systemPrompt();
        run.start(
                model,
                () -> ChatPrompt.of(systemPrompt, path, chats::image),
                options,
                new AnswerRecorder(written, this, run, chats));
        return run.done();
    }

    private Message requireAnswer(long id) {
        Message message = written.require(id);
        if (!message.isAnswer()) {
            throw new IllegalStateException("message " + id + " is not an answer");
        }
        return message;
    }

    private void tellQueue() {
        written.tell(new ConversationEvent.QueueChanged(queue.questions()));
    }
}
