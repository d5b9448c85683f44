package io.phiworkbench.chat;

import static io.phiworkbench.chat.CheckedJson.list;
import static io.phiworkbench.chat.CheckedJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.failure.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * Failures as JSON, for the database and for files: the English text, and where there are words in other languages their
 * key and values. Field names are added to, never changed. Reading throws {@link IllegalArgumentException} with one line
 * that names the field.
 */
public final class FailureJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FailureJson() {}

    public static ObjectNode write(Failure failure) {
        ObjectNode json = MAPPER.createObjectNode().put("text", failure.english());
        if (failure instanceof Failure.Worded worded) {
            json.put("key", worded.key()).put("about", worded.about());
            ArrayNode values = json.putArray("values");
            worded.values().forEach(value -> add(values, value));
        }
        return json;
    }

    private static void add(ArrayNode values, Object value) {
        switch (value) {
            case Long number -> values.add(number);
            case Double number -> values.add(number);
            case Failure inner -> values.add(write(inner));
            default -> values.add(value.toString());
        }
    }

    public static Failure read(JsonNode json) {
        String english = text(json, "text");
        if (!json.has("key")) {
            return new Failure.Plain(english);
        }
        List<Object> values = new ArrayList<>();
        list(json, "values").forEach(value -> values.add(value(value)));
        return new Failure.Worded(text(json, "about"), text(json, "key"), values, english);
    }

    private static Object value(JsonNode json) {
        if (json.isTextual()) {
            return json.textValue();
        }
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return json.longValue();
        }
        if (json.isDouble()) {
            return json.doubleValue();
        }
        if (json.isObject()) {
            return read(json);
        }
        throw new IllegalArgumentException("\"values\" has an entry that is neither a text, a number nor a failure");
    }
}
