package io.phiworkbench.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.RunStatistics;
import java.util.List;

/** How one answer is written. Used by one thread. */
sealed interface ReplyFormat permits ChatReply, CompletionReply {

    /** The whole answer. */
    ObjectNode whole(GenerationResult result);

    /** The events of a stream before its first token. */
    List<ObjectNode> begin();

    /** The event of one token; there is one for each, with empty text too, so that clients can count them. */
    ObjectNode token(GeneratedToken token);

    /**
     * The events of a stream after its last token.
     *
     * @param rest text that became certain only at the end
     */
    List<ObjectNode> end(GenerationResult result, String rest);

    /**
     * What all documents of an answer begin with.
     *
     * @param created seconds since 1970
     * @param fingerprint of what computes the answer
     */
    record Head(String id, String model, long created, String fingerprint) {

        ObjectNode document(String kind) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("id", id)
                    .put("object", kind)
                    .put("created", created)
                    .put("model", model)
                    .put("system_fingerprint", fingerprint);
        }
    }

    static ObjectNode usage(RunStatistics run) {
        ObjectNode usage = JsonNodeFactory.instance.objectNode();
        usage.put("prompt_tokens", run.promptTokens());
        usage.put("completion_tokens", run.generatedTokens());
        usage.put("total_tokens", run.promptTokens() + run.generatedTokens());
        usage.putObject("prompt_tokens_details").put("cached_tokens", run.reusedTokens());
        return usage;
    }

    static String reason(FinishReason reason) {
        return switch (reason) {
            case END_OF_TEXT, STOP_STRING, CANCELLED -> "stop";
            case MAX_TOKENS, CONTEXT_FULL -> "length";
        };
    }

    /** JSON has no infinity; OpenAI writes this for what cannot be. */
    static double logprob(double value) {
        return Double.isFinite(value) ? value : -9999;
    }

    /** A token's text on its own, where the model told it; what it added to the answer otherwise. */
    static String text(GeneratedToken token) {
        return token.alternatives().stream()
                .filter(a -> a.id() == token.id() && a.id() >= 0)
                .map(GeneratedToken.Alternative::text)
                .findFirst()
                .orElse(token.text());
    }
}
