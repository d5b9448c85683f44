package io.phiworkbench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.analysis.AnalysisFault;
import io.phiworkbench.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A prompt set as JSON lines: objects with {@code prompt}, {@code images} (a name or a list) and {@code expected}. */
final class PromptJsonLines {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private PromptJsonLines() {}

    static List<PromptSet.Entry> entries(String text, List<PromptSet.Problem> problems) {
        List<PromptSet.Entry> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            try {
                JsonNode json = JSON.readTree(lines.get(i));
                if (json.isObject()) {
                    entries.add(entry(i + 1, json));
                } else {
                    problems.add(new PromptSet.Problem(i + 1, Failure.of(AnalysisFault.NO_OBJECT_LEFT_OUT)));
                }
            } catch (JsonProcessingException e) {
                problems.add(new PromptSet.Problem(
                        i + 1, Failure.of(AnalysisFault.NO_JSON_LEFT_OUT, e.getOriginalMessage())));
            }
        }
        return entries;
    }

    private static PromptSet.Entry entry(int line, JsonNode json) {
        List<String> images = new ArrayList<>();
        for (String field : List.of("images", "image")) {
            JsonNode value = json.path(field);
            if (value.isArray()) {
                value.forEach(name -> images.add(name.asText()));
            } else if (!value.isMissingNode() && !value.isNull()) {
                images.add(value.asText());
            }
        }
        return new PromptSet.Entry(line, text(json, "prompt"), images, text(json, "expected"));
    }

    /** A number counts as its text; an object or a list is none. */
    private static Optional<String> text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }
}
