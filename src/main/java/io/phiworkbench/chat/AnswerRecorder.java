package io.phiworkbench.chat;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Brings what a run reports into the conversation, the store and the view. */
final class AnswerRecorder implements AnswerRun.Observer {
    /** Well below the second that a killed process may lose. */
    private static final Duration FLUSH_AFTER = Duration.ofMillis(400);

    private final WrittenConversation written;
    private final Answering answering;
    private final AnswerRun observed;
    private final Chats chats;

    AnswerRecorder(WrittenConversation written, Answering answering, AnswerRun observed, Chats chats) {
        this.written = written;
        this.answering = answering;
        this.observed = observed;
        this.chats = chats;
    }

    @Override
    public void progress(GenerationEvent.PhaseProgress p) {
        written.exclusively(() -> written.tell(
                new ConversationEvent.AnswerProgress(observed.messageId(), p.phase(), p.done(), p.total())));
    }

    @Override
    public void token(GeneratedToken token) {
        written.exclusively(() -> {
            observed.append(token.text());
            if (observed.needsFlush()) {
                chats.schedule(this::flush, FLUSH_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            }
            written.tell(new ConversationEvent.TokenAdded(observed.messageId(), token));
        });
    }

    private void flush() {
        written.exclusively(() -> {
            observed.flushed();
            if (written.run().filter(observed::equals).isPresent()) {
                written.write(new StoreChange.PutRunningText(observed.messageId(), observed.text()));
            }
        });
    }

    @Override
    public void finished(GenerationResult result) {
        written.exclusively(() -> {
            boolean tokens =
                    result.tokens().stream().anyMatch(t -> !t.alternatives().isEmpty());
            boolean continued = !observed.prefix().isEmpty();
            Message answer = before().withText(observed.prefix() + result.text())
                    .withState(result.reason() == FinishReason.CANCELLED ? MessageState.STOPPED : MessageState.COMPLETE)
                    .withDetails(new AnswerDetails(
                            result.reason(), result.record(), result.statistics(), continued, tokens));
            if (tokens) {
                written.write(new StoreChange.PutTokens(answer.id(), allTokens(result.tokens())));
            }
            answering.ended(observed, answer);
        });
    }

    /** Tokens of the whole text: what was there before stands as one token without probability. */
    private List<GeneratedToken> allTokens(List<GeneratedToken> tokens) {
        return observed.prefix().isEmpty()
                ? tokens
                : Stream.concat(
                                Stream.of(new GeneratedToken(-1, observed.prefix(), Double.NaN, List.of())),
                                tokens.stream())
                        .toList();
    }

    @Override
    public void failed(Failure why) {
        written.exclusively(() ->
                answering.ended(observed, before().withText(observed.text()).failed(why)));
    }

    @Override
    public void neverStarted() {
        written.exclusively(() -> answering.ended(observed, before().withState(MessageState.STOPPED)));
    }

    /** The answer as it was when the run began. */
    private Message before() {
        return written.require(observed.messageId());
    }
}
