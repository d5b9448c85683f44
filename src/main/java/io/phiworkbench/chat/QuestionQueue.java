package io.phiworkbench.chat;

import io.phiworkbench.inference.ChatModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** Questions that wait for a running answer, in their order. Not thread-safe. */
final class QuestionQueue {

    /** A question, who is to answer it, and the promise of its answer. */
    record Waiting(QueuedQuestion question, ChatModel model, CompletableFuture<Message> answer) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();

    Waiting add(QueuedQuestion question, ChatModel model) {
        Waiting added = new Waiting(question, model, new CompletableFuture<>());
        waiting.add(added);
        return added;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    List<QueuedQuestion> questions() {
        return waiting.stream().map(Waiting::question).toList();
    }

    /** Takes the next one out; there has to be one. */
    Waiting next() {
        return waiting.remove();
    }

    /** Takes a question out and cancels its answer; false if it is not there. */
    boolean remove(long id) {
        return waiting.removeIf(entry -> entry.question().id() == id && cancel(entry));
    }

    /** Takes all out and cancels their answers. */
    void clear() {
        waiting.forEach(QuestionQueue::cancel);
        waiting.clear();
    }

    private static boolean cancel(Waiting entry) {
        // On another thread: what hangs on the future must not run under the conversation's lock.
        Thread.ofVirtual()
                .start(() -> entry.answer().completeExceptionally(new CancellationException("taken out of the queue")));
        return true;
    }
}
