package io.phiworkbench.chat;

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

    private final OpenConversation conversation;
    private final AnswerRun observed;
    private final Chats chats;

    AnswerRecorder(OpenConversation conversation, AnswerRun observed, Chats chats) {
        this.conversation = conversation;
        this.observed = observed;
        this.chats = chats;
    }

    @Override
    public void progress(GenerationEvent.PhaseProgress p) {
        conversation.locked(() -> {
            conversation.tell(
                    new ConversationEvent.AnswerProgress(observed.messageId(), p.phase(), p.done(), p.total()));
            return null;
        });
    }

    @Override
    public void token(GeneratedToken token) {
        conversation.locked(() -> {
            observed.append(token.text());
            if (observed.needsFlush()) {
                chats.schedule(this::flush, FLUSH_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            }
            conversation.tell(new ConversationEvent.TokenAdded(observed.messageId(), token));
            return null;
        });
    }

    private void flush() {
        conversation.locked(() -> {
            observed.flushed();
            if (conversation.isRunning(observed)) {
                conversation.save(new StoreChange.PutRunningText(observed.messageId(), observed.text()));
            }
            return null;
        });
    }

    @Override
    public void finished(GenerationResult result) {
        conversation.locked(() -> {
            boolean tokens =
                    result.tokens().stream().anyMatch(t -> !t.alternatives().isEmpty());
            Message before = conversation.stored(observed.messageId());
            boolean continued = !observed.prefix().isEmpty();
            Message answer = before.withText(observed.prefix() + result.text())
                    .withState(result.reason() == FinishReason.CANCELLED ? MessageState.STOPPED : MessageState.COMPLETE)
                    .withDetails(new AnswerDetails(
                            result.reason(), result.record(), result.statistics(), continued, tokens));
            if (tokens) {
                conversation.save(new StoreChange.PutTokens(answer.id(), allTokens(result.tokens())));
            }
            conversation.ended(observed, answer);
            return null;
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
    public void failed(String message) {
        conversation.locked(() -> {
            conversation.ended(
                    observed,
                    conversation
                            .stored(observed.messageId())
                            .withText(observed.text())
                            .failed(message));
            return null;
        });
    }

    @Override
    public void neverStarted() {
        conversation.locked(() -> {
            conversation.ended(
                    observed, conversation.stored(observed.messageId()).withState(MessageState.STOPPED));
            return null;
        });
    }
}
