package io.phiworkbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A JSON object of a request, field by field; null counts as absent. Whatever has the wrong type or range is refused with
 * the field's full name.
 *
 * @param path of the object in the request, such as {@code messages[0].}; empty at the top
 */
record Fields(String path, JsonNode object) {

    String name(String field) {
        return path + field;
    }

    Optional<JsonNode> value(String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    boolean has(String field) {
        return value(field).isPresent();
    }

    Optional<String> text(String field) {
        return value(field).map(value -> {
            if (!value.isTextual()) {
                throw wrong(field, "must be a string");
            }
            return value.textValue();
        });
    }

    String requiredText(String field) {
        return text(field).orElseThrow(() -> wrong(field, "is missing"));
    }

    boolean flag(String field) {
        return value(field)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw wrong(field, "must be true or false");
                    }
                    return value.booleanValue();
                })
                .orElse(false);
    }

    OptionalInt whole(String field, int least, int most) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        JsonNode number = value.get();
        if (!number.isIntegralNumber()
                || !number.canConvertToInt()
                || number.intValue() < least
                || number.intValue() > most) {
            throw wrong(field, "must be a whole number " + range(least, most) + ", not " + shortened(number));
        }
        return OptionalInt.of(number.intValue());
    }

    private static String range(int least, int most) {
        return most == Integer.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
    }

    OptionalLong wholeLong(String field) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.get().isIntegralNumber() || !value.get().canConvertToLong()) {
            throw wrong(field, "must be a whole number of at most 64 bits, not " + shortened(value.get()));
        }
        return OptionalLong.of(value.get().longValue());
    }

    double number(String field, double least, double most, double otherwise) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty()) {
            return otherwise;
        }
        double number = value.get().isNumber() ? value.get().doubleValue() : Double.NaN;
        if (!(number >= least && number <= most)) {
            throw wrong(field, "must be a number from " + least + " to " + most + ", not " + shortened(value.get()));
        }
        return number;
    }

    /** The objects of a list; empty if it is absent. */
    List<Fields> objects(String field) {
        List<Fields> objects = new ArrayList<>();
        if (has(field) && !object.get(field).isArray()) {
            throw wrong(field, "must be a list");
        }
        for (JsonNode element : value(field).orElse(MissingNode.getInstance())) {
            String place = name(field) + "[" + objects.size() + "]";
            if (!element.isObject()) {
                throw ApiException.invalid(place, place + " must be an object");
            }
            objects.add(new Fields(place + ".", element));
        }
        return objects;
    }

    Optional<Fields> child(String field) {
        return value(field).map(value -> {
            if (!value.isObject()) {
                throw wrong(field, "must be an object");
            }
            return new Fields(name(field) + ".", value);
        });
    }

    ApiException wrong(String field, String what) {
        return ApiException.invalid(name(field), name(field) + " " + what);
    }

    ApiException unsupported(String field, String what) {
        return ApiException.unsupported(name(field), name(field) + " " + what);
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
