package io.phiworkbench.chat;

import static io.phiworkbench.chat.CheckedJson.bool;
import static io.phiworkbench.chat.CheckedJson.constant;
import static io.phiworkbench.chat.CheckedJson.intValue;
import static io.phiworkbench.chat.CheckedJson.longValue;
import static io.phiworkbench.chat.CheckedJson.name;
import static io.phiworkbench.chat.CheckedJson.number;
import static io.phiworkbench.chat.CheckedJson.object;
import static io.phiworkbench.chat.CheckedJson.text;
import static io.phiworkbench.chat.CheckedJson.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.MemoryFigures;
import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.RunRecord;
import io.phiworkbench.inference.RunStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Settings, records and figures of runs as JSON, for the database and for exported files. Field names are part of both
 * formats: they are added to, never changed. Reading throws {@link IllegalArgumentException} with one line that names
 * the field.
 */
public final class RunJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RunJson() {}

    public static ObjectNode write(GenerationOptions options) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("maxTokens", options.maxTokens())
                .put("temperature", options.temperature())
                .put("topK", options.topK())
                .put("topP", options.topP())
                .put("minP", options.minP())
                .put("repetitionPenalty", options.repetitionPenalty());
        options.seed().ifPresent(seed -> json.put("seed", seed));
        options.stop().forEach(json.putArray("stop")::add);
        json.put("alternatives", options.alternatives())
                .put("ignoreEndOfText", options.ignoreEndOfText())
                .put("promptLookup", options.promptLookup());
        options.numCrops().ifPresent(crops -> json.put("numCrops", crops));
        json.put("longFactors", options.longFactors());
        if (options.format().constrains()) {
            json.set("format", OutputFormatJson.write(options.format()));
        }
        return json;
    }

    public static GenerationOptions options(JsonNode json) {
        return new GenerationOptions(
                intValue(json, "maxTokens"),
                number(json, "temperature"),
                intValue(json, "topK"),
                number(json, "topP"),
                number(json, "minP"),
                number(json, "repetitionPenalty"),
                json.hasNonNull("seed") ? OptionalLong.of(longValue(json, "seed")) : OptionalLong.empty(),
                texts(json, "stop"),
                intValue(json, "alternatives"),
                bool(json, "ignoreEndOfText"),
                bool(json, "promptLookup"),
                json.hasNonNull("numCrops") ? OptionalInt.of(intValue(json, "numCrops")) : OptionalInt.empty(),
                bool(json, "longFactors"),
                json.hasNonNull("format") ? OutputFormatJson.read(json.get("format")) : OutputFormat.TEXT);
    }

    public static ObjectNode write(AnswerDetails details) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("reason", name(details.reason()))
                .put("continued", details.continued())
                .put("hasTokens", details.hasTokens());
        json.set("record", write(details.record()));
        json.set("statistics", write(details.statistics()));
        return json;
    }

    public static AnswerDetails details(JsonNode json) {
        return new AnswerDetails(
                constant(FinishReason.class, json, "reason"),
                record(object(json, "record")),
                statistics(object(json, "statistics")),
                bool(json, "continued"),
                bool(json, "hasTokens"));
    }

    private static ObjectNode write(RunRecord record) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("model", record.model())
                .put("modelHash", record.modelHash())
                .put("precision", record.precision())
                .put("device", record.device());
        json.set("options", write(record.options()));
        record.imageHashes().forEach(json.putArray("imageHashes")::add);
        return json;
    }

    private static RunRecord record(JsonNode json) {
        return new RunRecord(
                text(json, "model"),
                text(json, "modelHash"),
                text(json, "precision"),
                text(json, "device"),
                options(object(json, "options")),
                texts(json, "imageHashes"));
    }

    private static ObjectNode write(RunStatistics statistics) {
        ObjectNode json = MAPPER.createObjectNode();
        ObjectNode phases = json.putObject("phaseNanos");
        statistics.phases().forEach((phase, time) -> phases.put(name(phase), time.toNanos()));
        json.put("promptTokens", statistics.promptTokens())
                .put("imageTokens", statistics.imageTokens())
                .put("reusedTokens", statistics.reusedTokens())
                .put("generatedTokens", statistics.generatedTokens())
                .put("timeToFirstTokenNanos", statistics.timeToFirstToken().toNanos())
                .put("draftedTokens", statistics.draftedTokens())
                .put("acceptedTokens", statistics.acceptedTokens());
        json.set("memory", write(statistics.memory()));
        return json;
    }

    private static RunStatistics statistics(JsonNode json) {
        Map<Phase, Duration> phases = new EnumMap<>(Phase.class);
        object(json, "phaseNanos").properties().forEach(entry -> {
            if (!entry.getValue().isIntegralNumber()) {
                throw new IllegalArgumentException("the time of phase \"" + entry.getKey() + "\" is not a number");
            }
            phases.put(
                    constant(Phase.class, entry.getKey()),
                    Duration.ofNanos(entry.getValue().longValue()));
        });
        return new RunStatistics(
                phases,
                intValue(json, "promptTokens"),
                intValue(json, "imageTokens"),
                intValue(json, "reusedTokens"),
                intValue(json, "generatedTokens"),
                Duration.ofNanos(longValue(json, "timeToFirstTokenNanos")),
                intValue(json, "draftedTokens"),
                intValue(json, "acceptedTokens"),
                memory(object(json, "memory")));
    }

    private static ObjectNode write(MemoryFigures memory) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("weights", memory.weights())
                .put("keyValueCache", memory.keyValueCache())
                .put("processResident", memory.processResident())
                .put("processPeak", memory.processPeak())
                .put("javaHeapUsed", memory.javaHeapUsed());
        memory.deviceUsed().ifPresent(bytes -> json.put("deviceUsed", bytes));
        memory.deviceTotal().ifPresent(bytes -> json.put("deviceTotal", bytes));
        return json;
    }

    private static MemoryFigures memory(JsonNode json) {
        return new MemoryFigures(
                longValue(json, "weights"),
                longValue(json, "keyValueCache"),
                longValue(json, "processResident"),
                longValue(json, "processPeak"),
                longValue(json, "javaHeapUsed"),
                json.hasNonNull("deviceUsed") ? OptionalLong.of(longValue(json, "deviceUsed")) : OptionalLong.empty(),
                json.hasNonNull("deviceTotal")
                        ? OptionalLong.of(longValue(json, "deviceTotal"))
                        : OptionalLong.empty());
    }

    /** Tokens as {@code [id, text, logprob, [[id, text, logprob], ...]]}; no log-probability is {@code null}. */
    public static ArrayNode write(List<GeneratedToken> tokens) {
        ArrayNode json = MAPPER.createArrayNode();
        for (GeneratedToken token : tokens) {
            ArrayNode alternatives = entry(json.addArray(), token.id(), token.text(), token.logprob())
                    .addArray();
            token.alternatives()
                    .forEach(other -> entry(alternatives.addArray(), other.id(), other.text(), other.logprob()));
        }
        return json;
    }

    private static ArrayNode entry(ArrayNode array, int id, String text, double logprob) {
        array.add(id).add(text);
        return Double.isFinite(logprob) ? array.add(logprob) : array.addNull();
    }

    public static List<GeneratedToken> tokens(JsonNode json) {
        List<GeneratedToken> tokens = new ArrayList<>();
        for (JsonNode token : json) {
            if (!isEntry(token) || !token.path(3).isArray()) {
                throw new IllegalArgumentException("\"tokens\" has an entry that is not [id, text, logprob, [...]]");
            }
            List<GeneratedToken.Alternative> alternatives = new ArrayList<>();
            for (JsonNode other : token.get(3)) {
                if (!isEntry(other)) {
                    throw new IllegalArgumentException("\"tokens\" has an alternative that is not [id, text, logprob]");
                }
                alternatives.add(new GeneratedToken.Alternative(
                        other.get(0).intValue(), other.get(1).textValue(), logprob(other.get(2))));
            }
            tokens.add(new GeneratedToken(
                    token.get(0).intValue(), token.get(1).textValue(), logprob(token.get(2)), alternatives));
        }
        return tokens;
    }

    private static boolean isEntry(JsonNode node) {
        return node.path(0).isInt()
                && node.path(1).isTextual()
                && (node.path(2).isNumber() || node.path(2).isNull());
    }

    private static double logprob(JsonNode node) {
        return node.isNull() ? Double.NaN : node.doubleValue();
    }
}
