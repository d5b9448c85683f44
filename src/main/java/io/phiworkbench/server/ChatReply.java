package io.phiworkbench.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** An answer of {@code /v1/chat/completions}: {@code chat.completion} or {@code chat.completion.chunk}. */
record ChatReply(Head head, OptionalInt topLogprobs, boolean usage) implements ReplyFormat {

    @Override
    public ObjectNode whole(GenerationResult result) {
        ObjectNode document = head.document("chat.completion");
        ObjectNode choice = document.putArray("choices").addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", result.text())
                .putNull("refusal");
        choice.set(
                "logprobs", topLogprobs.isPresent() ? logprobs(result.tokens()) : JsonNodeFactory.instance.nullNode());
        choice.put("finish_reason", ReplyFormat.reason(result.reason()));
        document.set("usage", ReplyFormat.usage(result.statistics()));
        return document;
    }

    @Override
    public List<ObjectNode> begin() {
        ObjectNode document = chunk();
        choice(document).putObject("delta").put("role", "assistant").put("content", "");
        return List.of(finished(document, null));
    }

    @Override
    public ObjectNode token(GeneratedToken token) {
        ObjectNode document = chunk();
        ObjectNode choice = choice(document);
        choice.putObject("delta").put("content", token.text());
        if (topLogprobs.isPresent()) {
            choice.set("logprobs", logprobs(List.of(token)));
        }
        return finished(document, null);
    }

    @Override
    public List<ObjectNode> end(GenerationResult result, String rest) {
        List<ObjectNode> events = new ArrayList<>();
        if (!rest.isEmpty()) {
            ObjectNode document = chunk();
            choice(document).putObject("delta").put("content", rest);
            events.add(finished(document, null));
        }
        ObjectNode last = chunk();
        choice(last).putObject("delta");
        events.add(finished(last, ReplyFormat.reason(result.reason())));
        if (usage) {
            ObjectNode document = head.document("chat.completion.chunk");
            document.putArray("choices");
            document.set("usage", ReplyFormat.usage(result.statistics()));
            events.add(document);
        }
        return events;
    }

    private ObjectNode chunk() {
        ObjectNode document = head.document("chat.completion.chunk");
        document.putArray("choices").addObject().put("index", 0);
        return document;
    }

    private static ObjectNode choice(ObjectNode document) {
        return (ObjectNode) document.get("choices").get(0);
    }

    private ObjectNode finished(ObjectNode document, String reason) {
        choice(document).put("finish_reason", reason);
        if (usage) {
            document.putNull("usage");
        }
        return document;
    }

    private ObjectNode logprobs(List<GeneratedToken> tokens) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode content = json.putArray("content");
        for (GeneratedToken token : tokens) {
            ObjectNode place = content.addObject();
            put(place, ReplyFormat.text(token), token.logprob());
            ArrayNode top = place.putArray("top_logprobs");
            token.alternatives().stream()
                    .limit(topLogprobs.orElse(0))
                    .forEach(a -> put(top.addObject(), a.text(), a.logprob()));
        }
        json.putNull("refusal");
        return json;
    }

    private static void put(ObjectNode place, String text, double logprob) {
        place.put("token", text).put("logprob", ReplyFormat.logprob(logprob));
        ArrayNode bytes = place.putArray("bytes");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(Byte.toUnsignedInt(b));
        }
    }
}
