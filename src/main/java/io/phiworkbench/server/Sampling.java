package io.phiworkbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.phiworkbench.inference.GenerationOptions;
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
        requirePlainText(request);
    }

    private static void requirePlainText(Fields request) {
        request.child("response_format").ifPresent(format -> {
            String type = format.requiredText("type");
            if (!type.equals("text")) {
                throw format.unsupported("type", "must be text: '" + type + "' is not supported");
            }
        });
    }

    private static List<String> stops(Fields request) {
        List<String> stops = new ArrayList<>();
        request.value("stop").ifPresent(value -> {
            if (value.isTextual()) {
                stops.add(value.textValue());
            } else {
                value.forEach(element -> stops.add(stop(request, element)));
                if (!value.isArray() || stops.size() > MOST_STOPS) {
                    throw request.wrong("stop", "must be a string or a list of up to " + MOST_STOPS + " strings");
                }
            }
        });
        return stops;
    }

    private static String stop(Fields request, JsonNode element) {
        if (!element.isTextual()) {
            throw request.wrong("stop", "must hold strings only");
        }
        return element.textValue();
    }
}
