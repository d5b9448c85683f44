package io.phiworkbench.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/**
 * The fields of one JSON object of a model file, read strictly: a field of the wrong type or range is a {@link
 * CheckpointException} that names the field. A field that holds {@code null} counts as absent.
 */
final class JsonFields {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();
    private static final long LARGEST_FILE = 64L << 20;

    private final Path file;
    private final String prefix;
    private final JsonNode object;

    private JsonFields(Path file, String prefix, JsonNode object) {
        this.file = file;
        this.prefix = prefix;
        this.object = object;
    }

    /** Reads a file that must hold one JSON object. */
    static JsonFields read(Path file) {
        JsonNode root = parse(file);
        if (!root.isObject()) {
            throw new CheckpointException(file, CheckpointFault.NO_OBJECT, kind(root));
        }
        return new JsonFields(file, "", root);
    }

    private static JsonNode parse(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw new CheckpointException(file, CheckpointFault.SETTINGS_TOO_LONG, size);
            }
            return READER.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new CheckpointException(file, e, CheckpointFault.MISSING);
        } catch (JsonProcessingException e) {
            throw noJson(file, e);
        } catch (IOException e) {
            throw new CheckpointException(file, e, CheckpointFault.UNREADABLE, FileFault.of(e));
        }
    }

    private static CheckpointException noJson(Path file, JsonProcessingException e) {
        String words = e.getOriginalMessage();
        return e.getLocation() == null
                ? new CheckpointException(file, e, CheckpointFault.NO_JSON, words)
                : new CheckpointException(
                        file,
                        e,
                        CheckpointFault.NO_JSON_AT,
                        words,
                        e.getLocation().getLineNr());
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    int positiveInt(String name) {
        return optionalInt(name, 1).orElseThrow(() -> missing(name));
    }

    int positiveInt(String name, int absent) {
        return optionalInt(name, 1).orElse(absent);
    }

    OptionalInt optionalInt(String name, int least) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return OptionalInt.empty();
        }
        if (!node.isIntegralNumber()) {
            throw wrong(name, FieldFault.WHOLE_NUMBER, node);
        }
        if (!node.canConvertToInt() || node.intValue() < least) {
            throw invalid(name, FieldFault.OUT_OF_RANGE, node);
        }
        return OptionalInt.of(node.intValue());
    }

    double positive(String name) {
        return number(name, x -> x > 0).orElseThrow(() -> missing(name));
    }

    double positive(String name, double absent) {
        return number(name, x -> x > 0).orElse(absent);
    }

    OptionalDouble number(String name, DoublePredicate allowed) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(finite(name, node, allowed));
    }

    private double finite(String name, JsonNode node, DoublePredicate allowed) {
        if (!node.isNumber()) {
            throw wrong(name, FieldFault.SOME_NUMBER, node);
        }
        double value = node.doubleValue();
        if (!Double.isFinite(value) || !allowed.test(value)) {
            throw invalid(name, FieldFault.OUT_OF_RANGE, node);
        }
        return value;
    }

    boolean flag(String name, boolean absent) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return absent;
        }
        if (!node.isBoolean()) {
            throw wrong(name, FieldFault.TRUTH, node);
        }
        return node.booleanValue();
    }

    Optional<String> text(String name) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw wrong(name, FieldFault.STRING, node);
        }
        return Optional.of(node.textValue());
    }

    List<String> texts(String name) {
        return list(name, JsonNode::isTextual, FieldFault.STRINGS).stream()
                .map(JsonNode::textValue)
                .toList();
    }

    /** A list of positive numbers; must be there. */
    List<Double> positives(String name) {
        if (!has(name)) {
            throw missing(name);
        }
        return list(name, JsonNode::isNumber, FieldFault.NUMBERS).stream()
                .map(node -> finite(name, node, x -> x > 0))
                .toList();
    }

    /** A single token id or a list of them, as {@code eos_token_id} comes; empty when absent. */
    List<Integer> tokenIds(String name) {
        JsonNode node = object.get(name);
        if (node != null && node.isIntegralNumber()) {
            return List.of(tokenId(name, node));
        }
        return list(name, JsonNode::isIntegralNumber, FieldFault.TOKEN_IDS).stream()
                .map(id -> tokenId(name, id))
                .toList();
    }

    private int tokenId(String name, JsonNode node) {
        if (!node.canConvertToInt() || node.intValue() < 0) {
            throw invalid(name, FieldFault.NO_TOKEN_ID, node);
        }
        return node.intValue();
    }

    private List<JsonNode> list(String name, Predicate<JsonNode> allowed, FieldFault expected) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw wrong(name, expected, node);
        }
        List<JsonNode> elements = new ArrayList<>();
        for (JsonNode element : node) {
            if (!allowed.test(element)) {
                throw invalid(name, FieldFault.OTHER_ELEMENT, Failure.of(expected), kind(element));
            }
            elements.add(element);
        }
        return elements;
    }

    /** The object of this name; one without fields when absent. */
    JsonFields objectOrEmpty(String name) {
        return object(name)
                .orElseGet(() -> new JsonFields(file, prefix + name + ".", JsonNodeFactory.instance.objectNode()));
    }

    Optional<JsonFields> object(String name) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isObject()) {
            throw wrong(name, FieldFault.OBJECT, node);
        }
        return Optional.of(new JsonFields(file, prefix + name + ".", node));
    }

    /** Every field of this object with its string value. */
    List<Map.Entry<String, String>> textEntries() {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isTextual()) {
                throw wrong(field.getKey(), FieldFault.STRING, field.getValue());
            }
            entries.add(Map.entry(field.getKey(), field.getValue().textValue()));
        }
        return entries;
    }

    CheckpointException missing(String name) {
        return new CheckpointException(file, CheckpointFault.FIELD_MISSING, prefix + name);
    }
    /** A fault of one field: its words continue a sentence that begins with the field's name. */
    CheckpointException invalid(String name, FieldFault fault, Object... values) {
        return new CheckpointException(file, CheckpointFault.FIELD_INVALID, prefix + name, what(fault, values));
    }

    CheckpointException unsupported(String name, FieldFault fault, Object... values) {
        return new CheckpointException(file, CheckpointFault.FIELD_UNSUPPORTED, prefix + name, what(fault, values));
    }

    private static Failure what(FieldFault fault, Object... values) {
        return Failure.of(fault, CheckpointException.cleaned(values));
    }

    private CheckpointException wrong(String name, FieldFault expected, JsonNode found) {
        return invalid(name, FieldFault.OTHER_KIND, Failure.of(expected), kind(found));
    }

    private static Failure kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> Failure.of(FieldFault.OBJECT);
            case ARRAY -> Failure.of(FieldFault.LIST);
            case STRING -> Failure.of(FieldFault.STRING);
            case BOOLEAN -> Failure.of(FieldFault.TRUTH);
            case NULL -> Failure.of(FieldFault.NULL);
            case NUMBER -> Failure.of(FieldFault.THE_NUMBER, shortened(node.asText()));
            case MISSING -> Failure.of(FieldFault.NOTHING);
            default -> Failure.of(FieldFault.SOMETHING_ELSE);
        };
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
