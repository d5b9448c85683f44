package io.phiworkbench.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads JSON that may be anything: every method throws {@link IllegalArgumentException} with one line that names the
 * field and what is wrong with it.
 */
public final class CheckedJson {
    /** Pictures are single strings, so that the parser's own limit of 20 million characters is too low. */
    private static final int LONGEST_STRING = 400_000_000;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_STRING)
                    .build())
            .build());

    private CheckedJson() {}

    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not JSON: " + oneLine(e.getOriginalMessage()), e);
        }
    }

    /** @throws IOException if the file cannot be read */
    public static JsonNode read(Path file) throws IOException {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not JSON: " + oneLine(e.getOriginalMessage()), e);
        }
    }

    private static String oneLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    public static <E extends Enum<E>> E constant(Class<E> type, JsonNode json, String field) {
        return constant(type, text(json, field));
    }

    public static <E extends Enum<E>> E constant(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + name + "\" is no " + type.getSimpleName(), e);
        }
    }

    public static JsonNode object(JsonNode json, String field) {
        return typed(json, field, json.path(field).isObject(), "an object");
    }

    public static JsonNode list(JsonNode json, String field) {
        return typed(json, field, json.path(field).isArray(), "a list");
    }

    public static String text(JsonNode json, String field) {
        return typed(json, field, json.path(field).isTextual(), "a text").textValue();
    }

    public static boolean bool(JsonNode json, String field) {
        return typed(json, field, json.path(field).isBoolean(), "true or false").booleanValue();
    }

    public static double number(JsonNode json, String field) {
        return typed(json, field, json.path(field).isNumber(), "a number").doubleValue();
    }

    public static int intValue(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return typed(json, field, value.isIntegralNumber() && value.canConvertToInt(), "a whole number")
                .intValue();
    }

    public static long longValue(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return typed(json, field, value.isIntegralNumber() && value.canConvertToLong(), "a whole number")
                .longValue();
    }

    public static List<String> texts(JsonNode json, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode entry : list(json, field)) {
            if (!entry.isTextual()) {
                throw new IllegalArgumentException("\"" + field + "\" has an entry that is not a text");
            }
            texts.add(entry.textValue());
        }
        return texts;
    }

    private static JsonNode typed(JsonNode json, String field, boolean fits, String kind) {
        if (!fits) {
            throw new IllegalArgumentException("\"" + field + "\" is missing or is not " + kind);
        }
        return json.get(field);
    }
}
