package io.phiworkbench.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.PromptEstimate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One request's run: asks the model, sends what it says, cancels when the client goes away. Runs on a virtual thread of its
 * own; the model's thread only puts events into a queue and never waits for a client.
 */
final class AnswerExchange {
    private static final long QUIET_SECONDS = 10;

    private final ChatModel model;
    private final ApiRequest request;
    private final ReplyFormat format;
    private final Reply reply;
    private final CompletableFuture<Void> gone;
    private final BlockingQueue<GenerationEvent> events = new LinkedBlockingQueue<>();
    private final StringBuilder sent = new StringBuilder();
    private Generation generation;
    private boolean begun;
    private boolean computing;

    /** @param gone completes when the client is not there any more */
    AnswerExchange(ChatModel model, ApiRequest request, ReplyFormat format, Reply reply, CompletableFuture<Void> gone) {
        this.model = model;
        this.request = request;
        this.format = format;
        this.reply = reply;
        this.gone = gone;
    }

    /**
     * Runs to the end and answers.
     *
     * @return the finished answer; its client may be gone
     * @throws ApiException if it cannot be answered
     */
    GenerationResult run() throws InterruptedException {
        requireRoom();
        try {
            generation = model.generate(request.prompt(), request.options(), events::add);
        } catch (IllegalStateException e) {
            throw unloaded();
        }
        gone.thenRun(generation::cancel);
        GenerationResult result = follow();
        if (!gone.isDone()) {
            send(result);
        }
        return result;
    }

    private void requireRoom() {
        try {
            PromptEstimate estimate = model.estimate(request.prompt(), request.options());
            if (estimate.totalTokens() >= estimate.contextLength()) {
                throw ApiException.request(
                        400,
                        "context_length_exceeded",
                        "the prompt has %,d tokens, but the model's context holds %,d with the answer: shorten it"
                                .formatted(estimate.totalTokens(), estimate.contextLength()));
            }
        } catch (GenerationException e) {
            throw ApiException.request(400, "invalid_prompt", e.getMessage());
        }
    }

    private GenerationResult follow() throws InterruptedException {
        while (true) {
            switch (events.poll(QUIET_SECONDS, TimeUnit.SECONDS)) {
                case null -> keepAlive();
                case GenerationEvent.PhaseProgress progress -> {
                    // Pictures are decoded before anything is computed: what fails until then is the request's fault.
                    computing |= progress.phase().compareTo(Phase.IMAGE_DECODE) > 0;
                    if (computing) {
                        begin();
                    }
                }
                case GenerationEvent.TokenGenerated(GeneratedToken token) -> tell(token);
                case GenerationEvent.Finished(GenerationResult result) -> {
                    if (result.reason() == FinishReason.CANCELLED && !gone.isDone()) {
                        throw unloaded();
                    }
                    return result;
                }
                case GenerationEvent.Failed(GenerationException cause) ->
                    throw computing
                            ? ApiException.failed(cause.getMessage())
                            : ApiException.request(400, "invalid_prompt", cause.getMessage());
            }
        }
    }

    private static ApiException unloaded() {
        return ApiException.busy("the model was unloaded or the server is closing; try again");
    }

    private void keepAlive() {
        begin();
        if (request.delivery().stream() && !gone.isDone() && !reply.comment("waiting")) {
            generation.cancel();
        }
    }

    /** The response's head waits until the run is under way, so that a request that cannot be run gets its status. */
    private void begin() {
        if (!begun && request.delivery().stream() && !gone.isDone()) {
            begun = true;
            if (!reply.begin() || !sent(format.begin())) {
                generation.cancel();
            }
        }
    }

    private void tell(GeneratedToken token) {
        begin();
        if (request.delivery().stream() && !gone.isDone()) {
            sent.append(token.text());
            if (!reply.event(format.token(token))) {
                generation.cancel();
            }
        }
    }

    private void send(GenerationResult result) {
        if (request.delivery().stream()) {
            begin();
            if (sent(format.end(result, result.text().substring(sent.length())))) {
                reply.end();
            }
        } else {
            reply.send(200, format.whole(result));
        }
    }

    private boolean sent(java.util.List<ObjectNode> documents) {
        return documents.isEmpty() || reply.event(documents.toArray(ObjectNode[]::new));
    }
}
