package io.phiworkbench.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** An answer of {@code /v1/completions}: {@code text_completion}, whole or in pieces. */
final class CompletionReply implements ReplyFormat {
    private final Head head;
    private final OptionalInt logprobs;
    private final boolean usage;
    private int written;

    CompletionReply(Head head, OptionalInt logprobs, boolean usage) {
        this.head = head;
        this.logprobs = logprobs;
        this.usage = usage;
    }

    @Override
    public ObjectNode whole(GenerationResult result) {
        ObjectNode document = piece(result.text(), result.tokens(), ReplyFormat.reason(result.reason()));
        document.set("usage", ReplyFormat.usage(result.statistics()));
        return document;
    }

    @Override
    public List<ObjectNode> begin() {
        return List.of();
    }

    @Override
    public ObjectNode token(GeneratedToken token) {
        return streamed(piece(token.text(), List.of(token), null));
    }

    @Override
    public List<ObjectNode> end(GenerationResult result, String rest) {
        List<ObjectNode> events = new ArrayList<>();
        events.add(streamed(piece(rest, List.of(), ReplyFormat.reason(result.reason()))));
        if (usage) {
            ObjectNode document = head.document("text_completion");
            document.putArray("choices");
            document.set("usage", ReplyFormat.usage(result.statistics()));
            events.add(document);
        }
        return events;
    }

    private ObjectNode streamed(ObjectNode document) {
        if (usage) {
            document.putNull("usage");
        }
        return document;
    }

    private ObjectNode piece(String text, List<GeneratedToken> tokens, String reason) {
        ObjectNode document = head.document("text_completion");
        ObjectNode choice =
                document.putArray("choices").addObject().put("index", 0).put("text", text);
        choice.set(
                "logprobs",
                logprobs.isPresent() && !tokens.isEmpty() ? logprobs(tokens) : JsonNodeFactory.instance.nullNode());
        choice.put("finish_reason", reason);
        return document;
    }

    private ObjectNode logprobs(List<GeneratedToken> tokens) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode texts = json.putArray("tokens");
        ArrayNode values = json.putArray("token_logprobs");
        ArrayNode tops = json.putArray("top_logprobs");
        ArrayNode offsets = json.putArray("text_offset");
        for (GeneratedToken token : tokens) {
            texts.add(ReplyFormat.text(token));
            values.add(ReplyFormat.logprob(token.logprob()));
            ObjectNode top = tops.addObject();
            token.alternatives().stream()
                    .limit(logprobs.orElse(0))
                    .forEach(a -> top.put(a.text(), ReplyFormat.logprob(a.logprob())));
            offsets.add(written);
            written += token.text().length();
        }
        return json;
    }
}
