package io.phiworkbench.chat;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.RunFault;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a model for one answer. It starts on its own virtual thread, because the pictures of the branch have to be
 * read first; then the model's thread reports to the observer.
 */
final class AnswerRun {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerRun.class);

    /** Hears of the run, on the run's or the model's thread; exactly one of the last two comes, once. */
    interface Observer {
        void progress(GenerationEvent.PhaseProgress progress);

        void token(GeneratedToken token);

        void finished(GenerationResult result);

        void failed(Failure why);

        /** Stopped before the model was asked. */
        void neverStarted();
    }

    /** What the answer was before this run: empty, or the text to go on from. */
    record Start(long messageId, String prefix, List<GeneratedToken> prefixTokens) {}

    private final long messageId;
    private final String prefix;
    private final StringBuilder text;
    private final CompletableFuture<Message> done = new CompletableFuture<>();
    private Generation generation;
    private boolean stopped;
    private boolean flushScheduled;

    AnswerRun(long messageId, String prefix) {
        this.messageId = messageId;
        this.prefix = prefix;
        this.text = new StringBuilder(prefix);
    }

    long messageId() {
        return messageId;
    }

    String prefix() {
        return prefix;
    }

    /** Completes with the answer in its final state. */
    CompletableFuture<Message> done() {
        return done;
    }

    /** The answer so far. Guarded, as all that follows, by the conversation's lock. */
    String text() {
        return text.toString();
    }

    void append(String more) {
        text.append(more);
    }

    /** Whether the caller has to schedule a write: true once until {@link #flushed}. */
    boolean needsFlush() {
        boolean first = !flushScheduled;
        flushScheduled = true;
        return first;
    }

    void flushed() {
        flushScheduled = false;
    }

    void start(ChatModel model, Supplier<Prompt> prompt, GenerationOptions options, Observer observer) {
        Thread.ofVirtual().name("answer-" + messageId).start(() -> generate(model, prompt, options, observer));
    }

    private void generate(ChatModel model, Supplier<Prompt> prompt, GenerationOptions options, Observer observer) {
        Generation started;
        try {
            Prompt asked = prompt.get();
            if (isStopped()) {
                observer.neverStarted();
                return;
            }
            started = model.generate(asked, options, event -> tell(observer, event));
        } catch (RuntimeException e) {
            // Also of no known kind: an answer must not stand there as running for ever.
            LOG.warn("an answer could not be begun", e);
            observer.failed(RunFault.of(e));
            return;
        } catch (OutOfMemoryError e) {
            observer.failed(Failure.of(RunFault.PICTURES_OUT_OF_MEMORY));
            return;
        }
        begun(started);
    }

    private static void tell(Observer observer, GenerationEvent event) {
        switch (event) {
            case GenerationEvent.PhaseProgress progress -> observer.progress(progress);
            case GenerationEvent.TokenGenerated generated -> observer.token(generated.token());
            case GenerationEvent.Finished finished -> observer.finished(finished.result());
            case GenerationEvent.Failed failed -> observer.failed(RunFault.of(failed.cause()));
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized void begun(Generation started) {
        generation = started;
        if (stopped) {
            started.cancel();
        }
    }

    /** Asks the run to stop; the observer hears when it has. */
    synchronized void stop() {
        stopped = true;
        if (generation != null) {
            generation.cancel();
        }
    }

    static ImageInput image(ChatStore store, Attachment attachment) {
        ImageInput image = ImageInput.of(attachment.name(), store.attachment(attachment.sha256()));
        return attachment.numCrops().isPresent()
                ? image.withNumCrops(attachment.numCrops().getAsInt())
                : image;
    }
}
