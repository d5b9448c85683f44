package io.phiworkbench.server;

import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.Prompt;
import java.util.OptionalInt;

/**
 * A request to {@code /v1/chat/completions}.
 *
 * @param topLogprobs likely tokens reported at each place; absent where no probabilities are asked for
 */
record ChatRequest(String model, Prompt prompt, GenerationOptions options, Delivery delivery, OptionalInt topLogprobs)
        implements ApiRequest {
    /** Long enough for any answer that someone reads, short enough for one that never ends. */
    private static final int DEFAULT_MAX_TOKENS = 4096;

    private static final int MOST_LOGPROBS = 20;

    /** @throws ApiException for whatever cannot be asked */
    static ChatRequest read(Fields request) {
        OptionalInt most = request.whole("max_completion_tokens", 1, Integer.MAX_VALUE);
        OptionalInt old = request.whole("max_tokens", 1, Integer.MAX_VALUE);
        OptionalInt logprobs = logprobs(request);
        String model = request.requiredText("model");
        GenerationOptions options = Sampling.read(request, most.orElse(old.orElse(DEFAULT_MAX_TOKENS)));
        return new ChatRequest(
                model,
                Messages.read(request),
                logprobs.isPresent() ? options.withAlternatives(Math.max(1, logprobs.getAsInt())) : options,
                Delivery.read(request),
                logprobs);
    }

    private static OptionalInt logprobs(Fields request) {
        OptionalInt top = request.whole("top_logprobs", 0, MOST_LOGPROBS);
        boolean wanted = request.flag("logprobs");
        if (top.orElse(0) > 0 && !wanted) {
            throw request.wrong("top_logprobs", "needs logprobs to be true");
        }
        return wanted ? OptionalInt.of(top.orElse(0)) : OptionalInt.empty();
    }

    @Override
    public ReplyFormat format(ReplyFormat.Head head) {
        return new ChatReply(head, topLogprobs, delivery.usage());
    }
}
