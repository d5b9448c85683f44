package io.phiworkbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.OutputFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The settings of a request that both interfaces share. OpenAI's names, and vLLM's for what OpenAI lacks ({@code top_k},
 * {@code min_p}, {@code repetition_penalty}, {@code ignore_eos}, {@code mm_processor_kwargs.num_crops}). Without a
 * temperature the answer is greedy, as everywhere in this program.
 */
final class Sampling {
    private static final int MOST_STOPS = 16;
    private static final int MOST_CROPS = 144;
    private static final double HOTTEST = 2;

    private Sampling() {}

    /** @throws ApiException for a value out of range, and for what this server cannot do */
    static GenerationOptions read(Fields request, int maxTokens) {
        refuseUnsupported(request);
        GenerationOptions options = GenerationOptions.greedy()
                .withMaxTokens(maxTokens)
                .withTemperature(request.number("temperature", 0, HOTTEST, 0))
                // The best token alone is what is left where nothing may be: 0 is allowed there, but not here.
                .withTopP(Math.max(Double.MIN_VALUE, request.number("top_p", 0, 1, 1)))
                .withTopK(Math.max(
                        0, request.whole("top_k", -1, Integer.MAX_VALUE).orElse(0)))
                .withMinP(request.number("min_p", 0, 1, 0))
                .withRepetitionPenalty(request.number("repetition_penalty", 0.01, 10, 1))
                .withStop(stops(request))
                .withIgnoreEndOfText(request.flag("ignore_eos"))
                .withFormat(format(request))
                .withNumCrops(request.child("mm_processor_kwargs")
                        .map(p -> p.whole("num_crops", 1, MOST_CROPS))
                        .orElse(OptionalInt.empty()));
        OptionalLong seed = request.wholeLong("seed");
        return seed.isPresent() ? options.withSeed(seed.getAsLong()) : options;
    }

    private static void refuseUnsupported(Fields request) {
        if (request.whole("n", 1, Integer.MAX_VALUE).orElse(1) != 1) {
            throw request.unsupported("n", "must be 1: this server gives one answer a request");
        }
        for (String penalty : List.of("frequency_penalty", "presence_penalty")) {
            if (request.number(penalty, -2, 2, 0) != 0) {
                throw request.unsupported(penalty, "is not supported; repetition_penalty is");
            }
        }
        if (request.value("logit_bias").filter(bias -> !bias.isEmpty()).isPresent()) {
            throw request.unsupported("logit_bias", "is not supported");
        }
        for (String tools : List.of("tools", "functions")) {
            if (request.value(tools).filter(list -> !list.isEmpty()).isPresent()) {
                throw request.unsupported(tools, "is not supported: these models call no tools");
            }
        }
    }

    /** OpenAI's {@code response_format}, and of vLLM's {@code structured_outputs} what OpenAI's lacks. */
    private static OutputFormat format(Fields request) {
        OutputFormat own =
                request.child("structured_outputs").map(Sampling::structured).orElse(OutputFormat.TEXT);
        return request.child("response_format").map(Sampling::responseFormat).orElse(own);
    }

    private static OutputFormat responseFormat(Fields format) {
        String type = format.requiredText("type");
        return switch (type) {
            case "text" -> OutputFormat.TEXT;
            case "json_object" -> OutputFormat.JSON;
            case "json_schema" ->
                format.child("json_schema")
                        .flatMap(s -> s.child("schema"))
                        .map(s -> new OutputFormat.JsonSchema(s.object().toString()))
                        .orElseThrow(() -> format.wrong("json_schema", "must hold a schema"));
            default -> throw format.unsupported("type", "must be text, json_object or json_schema, not '" + type + "'");
        };
    }

    private static OutputFormat structured(Fields format) {
        if (format.has("regex")) {
            return new OutputFormat.Pattern(format.requiredText("regex"));
        }
        if (format.has("json")) {
            return new OutputFormat.JsonSchema(format.object().get("json").toString());
        }
        List<String> choices = strings(format, "choice");
        if (choices.isEmpty() || choices.contains("")) {
            throw format.wrong("choice", "must be a list of texts");
        }
        return new OutputFormat.Choice(choices);
    }

    private static List<String> stops(Fields request) {
        List<String> stops = request.value("stop").filter(JsonNode::isTextual).isPresent()
                ? List.of(request.requiredText("stop"))
                : strings(request, "stop");
        if (stops.size() > MOST_STOPS) {
            throw request.wrong("stop", "must be a string or a list of up to " + MOST_STOPS + " strings");
        }
        return stops;
    }

    private static List<String> strings(Fields fields, String field) {
        List<String> strings = new ArrayList<>();
        for (JsonNode element : fields.value(field).orElse(MissingNode.getInstance())) {
            if (!element.isTextual()) {
                throw fields.wrong(field, "must hold strings only");
            }
            strings.add(element.textValue());
        }
        if (fields.has(field) && !fields.object().get(field).isArray()) {
            throw fields.wrong(field, "must be a list of strings");
        }
        return strings;
    }
}
