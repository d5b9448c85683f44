package io.phiworkbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A request to {@code /v1/completions}.
 *
 * @param logprobs likely tokens reported at each place; absent where no probabilities are asked for
 */
record CompletionRequest(
        String model, Prompt prompt, GenerationOptions options, Delivery delivery, OptionalInt logprobs)
        implements ApiRequest {
    /** What OpenAI's interface says. */
    private static final int DEFAULT_MAX_TOKENS = 16;

    private static final int MOST_LOGPROBS = 20;

    /** @throws ApiException for whatever cannot be asked */
    static CompletionRequest read(Fields request) {
        OptionalInt logprobs = request.whole("logprobs", 0, MOST_LOGPROBS);
        int most = request.whole("max_tokens", 1, Integer.MAX_VALUE).orElse(DEFAULT_MAX_TOKENS);
        String model = request.requiredText("model");
        if (request.flag("echo")) {
            throw request.unsupported("echo", "is not supported");
        }
        if (request.text("suffix").filter(s -> !s.isEmpty()).isPresent()) {
            throw request.unsupported("suffix", "is not supported: these models fill no gaps");
        }
        if (request.whole("best_of", 1, Integer.MAX_VALUE).orElse(1) != 1) {
            throw request.unsupported("best_of", "must be 1: this server gives one answer a request");
        }
        GenerationOptions options = Sampling.read(request, most);
        return new CompletionRequest(
                model,
                prompt(request),
                logprobs.isPresent() ? options.withAlternatives(Math.max(1, logprobs.getAsInt())) : options,
                Delivery.read(request),
                logprobs);
    }

    /** A string, a list of token ids, or a list of one of these. */
    private static Prompt prompt(Fields request) {
        JsonNode prompt = request.value("prompt").orElseThrow(() -> request.wrong("prompt", "is missing"));
        if (prompt.isArray() && prompt.size() == 1 && !prompt.get(0).isNumber()) {
            prompt = prompt.get(0);
        }
        if (prompt.isTextual()) {
            return new Prompt.Completion(prompt.textValue());
        }
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id : prompt) {
            if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
                throw request.wrong("prompt", "must be one string or one list of token ids");
            }
            ids.add(id.intValue());
        }
        if (ids.isEmpty()) {
            throw request.wrong("prompt", "must be one string or one list of token ids");
        }
        return new Prompt.TokenIds(ids);
    }

    @Override
    public ReplyFormat format(ReplyFormat.Head head) {
        return new CompletionReply(head, logprobs, delivery.usage());
    }
}
