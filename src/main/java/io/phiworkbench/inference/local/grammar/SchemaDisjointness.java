package io.phiworkbench.inference.local.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Whether two schemas surely have no value in common, as {@code oneOf} needs it. */
final class SchemaDisjointness {
    private static final List<String> TYPES =
            List.of("object", "array", "string", "number", "integer", "boolean", "null");

    private final UnaryOperator<JsonNode> resolve;

    SchemaDisjointness(UnaryOperator<JsonNode> resolve) {
        this.resolve = resolve;
    }

    boolean areDisjoint(JsonNode one, JsonNode other) {
        JsonNode a = resolve.apply(one);
        JsonNode b = resolve.apply(other);
        List<JsonNode> values = values(a);
        List<JsonNode> others = values(b);
        if (!values.isEmpty() && !others.isEmpty()) {
            return values.stream().noneMatch(others::contains);
        }
        Set<String> types = types(a, values);
        types.retainAll(types(b, others));
        return types.isEmpty() || types.equals(Set.of("object")) && haveTellingField(a, b);
    }

    private static List<JsonNode> values(JsonNode schema) {
        if (schema.has("const")) {
            return List.of(schema.get("const"));
        }
        return schema.path("enum").valueStream().toList();
    }

    /** The types that values may have; {@code number} always together with {@code integer}. */
    private static Set<String> types(JsonNode schema, List<JsonNode> values) {
        Set<String> types = new HashSet<>();
        if (!values.isEmpty()) {
            TYPES.stream()
                    .filter(type -> values.stream().anyMatch(v -> SchemaGrammar.isA(v, type)))
                    .forEach(types::add);
            return types;
        }
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.textValue());
        } else {
            type.forEach(entry -> types.add(entry.asText()));
        }
        if (types.isEmpty()) {
            types.addAll(schema.has("properties") ? List.of("object") : TYPES);
        }
        if (types.contains("number")) {
            types.add("integer");
        }
        return types;
    }

    private boolean haveTellingField(JsonNode a, JsonNode b) {
        Set<String> required = required(a);
        required.retainAll(required(b));
        return required.stream()
                .anyMatch(name -> a.path("properties").has(name)
                        && b.path("properties").has(name)
                        && areDisjoint(
                                a.path("properties").get(name),
                                b.path("properties").get(name)));
    }

    private static Set<String> required(JsonNode schema) {
        Set<String> names = new HashSet<>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }
}
