package io.phiworkbench.compare;

import static io.phiworkbench.chat.CheckedJson.bool;
import static io.phiworkbench.chat.CheckedJson.intValue;
import static io.phiworkbench.chat.CheckedJson.longValue;
import static io.phiworkbench.chat.CheckedJson.object;
import static io.phiworkbench.chat.CheckedJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.chat.AnswerDetails;
import io.phiworkbench.chat.RunJson;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ModelDescription;
import java.util.OptionalInt;

/** Answers as JSON. Reading throws {@link IllegalArgumentException} with one line that names the field. */
final class OutcomeJson {
    private OutcomeJson() {}

    static ObjectNode write(Outcome.Answered answered) {
        GenerationResult result = answered.result();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("text", result.text());
        json.set(
                "details",
                RunJson.write(new AnswerDetails(result.reason(), result.record(), result.statistics(), false, true)));
        json.set("tokens", RunJson.write(result.tokens()));
        json.set("description", write(answered.model()));
        return json;
    }

    static Outcome.Answered read(JsonNode json) {
        AnswerDetails details = RunJson.details(object(json, "details"));
        return new Outcome.Answered(
                description(object(json, "description")),
                new GenerationResult(
                        text(json, "text"),
                        RunJson.tokens(json.path("tokens")),
                        details.reason(),
                        details.statistics(),
                        details.record()));
    }

    private static ObjectNode write(ModelDescription model) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", model.name())
                .put("architecture", model.architecture())
                .put("hash", model.hash())
                .put("parameters", model.parameters())
                .put("precision", model.precision())
                .put("device", model.device())
                .put("deviceReason", model.deviceReason())
                .put("contextLength", model.contextLength());
        model.longRopeSwitch().ifPresent(length -> json.put("longRopeSwitch", length));
        return json.put("readsImages", model.readsImages())
                .put("defaultCropsSingle", model.defaultCropsSingle())
                .put("defaultCropsMany", model.defaultCropsMany())
                .put("cropSize", model.cropSize())
                .put("patchSize", model.patchSize())
                .put("weightBytes", model.weightBytes())
                .put("cacheBytesPerToken", model.cacheBytesPerToken())
                .put("remote", model.remote());
    }

    private static ModelDescription description(JsonNode json) {
        return new ModelDescription(
                text(json, "name"),
                text(json, "architecture"),
                text(json, "hash"),
                longValue(json, "parameters"),
                text(json, "precision"),
                text(json, "device"),
                text(json, "deviceReason"),
                intValue(json, "contextLength"),
                json.hasNonNull("longRopeSwitch")
                        ? OptionalInt.of(intValue(json, "longRopeSwitch"))
                        : OptionalInt.empty(),
                bool(json, "readsImages"),
                intValue(json, "defaultCropsSingle"),
                intValue(json, "defaultCropsMany"),
                intValue(json, "cropSize"),
                intValue(json, "patchSize"),
                longValue(json, "weightBytes"),
                longValue(json, "cacheBytesPerToken"),
                bool(json, "remote"));
    }
}
