package io.phiworkbench.inference.remote;

import com.openai.core.JsonValue;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionCreateParams;
import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.RunFault;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A prompt and its settings as the client sends them. */
final class RequestBody {
    /** These take the token limit under its new name alone. */
    private static final Pattern REASONING = Pattern.compile("(.*/)?(o\\d|gpt-5).*");

    private final Endpoint endpoint;
    private final GenerationOptions options;

    RequestBody(Endpoint endpoint, GenerationOptions options) {
        this.endpoint = endpoint;
        this.options = options;
    }

    /** @throws GenerationException for what cannot be sent */
    ChatCompletionCreateParams chat(Prompt.Chat prompt) {
        requireSight(prompt.images());
        ChatCompletionCreateParams.Builder body = ChatCompletionCreateParams.builder()
                .model(endpoint.model())
                .temperature(options.temperature())
                .streamOptions(usage());
        int pictures = 0;
        for (ChatMessage message : prompt.messages()) {
            add(body, message, pictures + 1, prompt.images());
            pictures += message.images().size();
        }
        if (options.topP() != 1) {
            body.topP(options.topP());
        }
        if (!options.stop().isEmpty()) {
            body.stopOfStrings(options.stop());
        }
        if (options.alternatives() > 0) {
            body.logprobs(true).topLogprobs(options.alternatives());
        }
        boolean reasoning = REASONING.matcher(endpoint.model()).matches();
        Map<String, Object> more = further();
        more.put(reasoning ? "max_completion_tokens" : "max_tokens", options.maxTokens());
        if (prompt.continueLast() && endpoint.preset().knowsVllmFields()) {
            more.put("continue_final_message", true);
            more.put("add_generation_prompt", false);
        }
        more.forEach((name, value) -> body.putAdditionalBodyProperty(name, JsonValue.from(value)));
        return body.build();
    }

    /** @throws GenerationException for what cannot be sent */
    CompletionCreateParams completion(Prompt prompt) {
        if (!prompt.images().isEmpty()) {
            throw new GenerationException(RemoteFault.PICTURES_OUTSIDE_CHAT);
        }
        CompletionCreateParams.Builder body = CompletionCreateParams.builder()
                .model(endpoint.model())
                .temperature(options.temperature())
                .topP(options.topP())
                .maxTokens(options.maxTokens())
                .streamOptions(usage());
        switch (prompt) {
            case Prompt.Completion(String text, List<ImageInput> _) -> body.prompt(text);
            case Prompt.TokenIds(List<Integer> ids, List<ImageInput> _) ->
                body.promptOfArrayOfTokens(ids.stream().map(Integer::longValue).toList());
            case Prompt.Chat _ -> throw new IllegalArgumentException("a chat is no completion");
        }
        if (!options.stop().isEmpty()) {
            body.stopOfStrings(options.stop());
        }
        if (options.alternatives() > 0) {
            body.logprobs(options.alternatives());
        }
        further().forEach((name, value) -> body.putAdditionalBodyProperty(name, JsonValue.from(value)));
        return body.build();
    }

    private static ChatCompletionStreamOptions usage() {
        return ChatCompletionStreamOptions.builder().includeUsage(true).build();
    }

    private void requireSight(List<ImageInput> images) {
        if (!images.isEmpty() && !endpoint.readsImages()) {
            throw new GenerationException(RemoteFault.TEXT_ONLY, endpoint.name());
        }
    }

    private static void add(
            ChatCompletionCreateParams.Builder body, ChatMessage message, int first, List<ImageInput> all) {
        switch (message.role()) {
            case SYSTEM -> body.addSystemMessage(message.text());
            case ASSISTANT -> body.addAssistantMessage(message.text());
            case USER -> {
                List<MessageParts> parts = MessageParts.of(message, first, all);
                if (parts.stream().noneMatch(MessageParts.Image.class::isInstance)) {
                    body.addUserMessage(message.text());
                } else {
                    body.addUserMessageOfArrayOfContentParts(
                            parts.stream().map(RequestBody::part).toList());
                }
            }
        }
    }

    private static ChatCompletionContentPart part(MessageParts part) {
        return switch (part) {
            case MessageParts.Text(String text) ->
                ChatCompletionContentPart.ofText(
                        ChatCompletionContentPartText.builder().text(text).build());
            case MessageParts.Image(ImageInput image) ->
                ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                        .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                .url("data:" + PictureType.of(image.content()) + ";base64,"
                                        + Base64.getEncoder().encodeToString(image.content()))
                                .build())
                        .build());
        };
    }

    /** What OpenAI's interface has no typed field for, or no field at all; left out where it changes nothing. */
    private Map<String, Object> further() {
        Map<String, Object> fields = new LinkedHashMap<>();
        options.seed().ifPresent(seed -> fields.put("seed", seed));
        if (options.topK() > 0) {
            fields.put("top_k", options.topK());
        }
        if (options.minP() > 0) {
            fields.put("min_p", options.minP());
        }
        if (options.repetitionPenalty() != 1) {
            fields.put("repetition_penalty", options.repetitionPenalty());
        }
        if (options.ignoreEndOfText()) {
            fields.put("ignore_eos", true);
        }
        if (endpoint.preset().knowsVllmFields()) {
            options.numCrops().ifPresent(n -> fields.put("mm_processor_kwargs", Map.of("num_crops", n)));
        }
        putFormat(fields);
        return fields;
    }

    private void putFormat(Map<String, Object> fields) {
        switch (options.format()) {
            case OutputFormat.Text _ -> {}
            case OutputFormat.Json _ -> fields.put("response_format", Map.of("type", "json_object"));
            case OutputFormat.JsonSchema(String schema) ->
                fields.put(
                        "response_format",
                        Map.of("type", "json_schema", "json_schema", Map.of("name", "answer", "schema", json(schema))));
            case OutputFormat.Choice(List<String> texts) -> structured(fields, "choice", new ArrayList<>(texts));
            case OutputFormat.Pattern(String expression) -> structured(fields, "regex", expression);
            case OutputFormat.Csv _ -> throw new GenerationException(RemoteFault.NO_TABLES);
        }
    }

    private void structured(Map<String, Object> fields, String form, Object value) {
        if (!endpoint.preset().knowsVllmFields()) {
            throw new GenerationException(
                    RemoteFault.NO_SUCH_FORM, endpoint.preset().label());
        }
        fields.put("structured_outputs", Map.of(form, value));
    }

    private static Object json(String schema) {
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper().readValue(schema, Object.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new GenerationException(e, RunFault.SCHEMA_NO_JSON, e.getOriginalMessage());
        }
    }
}
