package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.chat.OutputFormatJson;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.MemoryFigures;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.RunRecord;
import io.phiworkbench.inference.RunStatistics;
import java.util.Collection;
import java.util.Locale;

/** An answer as the JSON object of {@code docs/cli.md}: its field names are a promise to scripts. */
final class AnswerJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AnswerJson() {}

    static ObjectNode of(GenerationResult result) {
        ObjectNode json = NODES.objectNode();
        ArrayNode ids = json.putArray("tokenIds");
        json.put("text", result.text());
        ArrayNode logprobs = json.putArray("logprobs");
        ArrayNode alternatives = json.putArray("alternatives");
        for (GeneratedToken token : result.tokens()) {
            ids.add(token.id());
            logprobs.add(number(token.logprob()));
            ArrayNode place = alternatives.addArray();
            token.alternatives()
                    .forEach(a -> place.addObject()
                            .put("id", a.id())
                            .put("text", a.text())
                            .set("logprob", number(a.logprob())));
        }
        json.put("finishReason", name(result.reason()));
        json.set("stats", statistics(result.statistics()));
        json.set("record", record(result.record()));
        return json;
    }

    static ObjectNode statistics(RunStatistics run) {
        ObjectNode json = NODES.objectNode();
        ObjectNode phases = json.putObject("phaseMillis");
        for (Phase phase : Phase.values()) {
            if (run.phases().containsKey(phase)) {
                phases.put(name(phase), run.phases().get(phase).toNanos() / 1e6);
            }
        }
        json.put("promptTokens", run.promptTokens());
        json.put("imageTokens", run.imageTokens());
        json.put("reusedTokens", run.reusedTokens());
        json.put("generatedTokens", run.generatedTokens());
        json.put("timeToFirstTokenMillis", run.timeToFirstToken().toNanos() / 1e6);
        json.put("prefillTokensPerSecond", run.prefillTokensPerSecond());
        json.put("decodeTokensPerSecond", run.decodeTokensPerSecond());
        json.put("draftedTokens", run.draftedTokens());
        json.put("acceptedTokens", run.acceptedTokens());
        json.set("memory", memory(run.memory()));
        return json;
    }

    static ObjectNode memory(MemoryFigures memory) {
        ObjectNode json = NODES.objectNode();
        json.put("weightBytes", memory.weights());
        json.put("keyValueCacheBytes", memory.keyValueCache());
        json.put("processResidentBytes", memory.processResident());
        json.put("processPeakBytes", memory.processPeak());
        json.put("javaHeapBytes", memory.javaHeapUsed());
        memory.deviceUsed().ifPresentOrElse(b -> json.put("deviceUsedBytes", b), () -> json.putNull("deviceUsedBytes"));
        memory.deviceTotal()
                .ifPresentOrElse(b -> json.put("deviceTotalBytes", b), () -> json.putNull("deviceTotalBytes"));
        return json;
    }

    private static ObjectNode record(RunRecord record) {
        ObjectNode json = NODES.objectNode();
        json.put("model", record.model());
        json.put("modelHash", record.modelHash());
        json.put("precision", record.precision());
        json.put("device", record.device());
        json.set("options", options(record.options()));
        json.set("imageHashes", strings(record.imageHashes()));
        return json;
    }

    private static ObjectNode options(GenerationOptions options) {
        ObjectNode json = NODES.objectNode();
        json.put("maxTokens", options.maxTokens());
        json.put("temperature", options.temperature());
        json.put("topK", options.topK());
        json.put("topP", options.topP());
        json.put("minP", options.minP());
        json.put("repetitionPenalty", options.repetitionPenalty());
        options.seed().ifPresentOrElse(s -> json.put("seed", s), () -> json.putNull("seed"));
        json.set("stop", strings(options.stop()));
        json.put("alternatives", options.alternatives());
        json.put("ignoreEndOfText", options.ignoreEndOfText());
        json.put("promptLookup", options.promptLookup());
        options.numCrops().ifPresentOrElse(n -> json.put("numCrops", n), () -> json.putNull("numCrops"));
        json.put("longFactors", options.longFactors());
        json.set("format", OutputFormatJson.write(options.format()));
        return json;
    }

    private static ArrayNode strings(Collection<String> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(array::add);
        return array;
    }

    /** JSON has no NaN and no infinity; such numbers are null. */
    private static JsonNode number(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
