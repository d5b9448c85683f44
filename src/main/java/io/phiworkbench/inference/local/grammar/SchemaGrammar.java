package io.phiworkbench.inference.local.grammar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.RunFault;
import io.phiworkbench.inference.local.grammar.JsonGrammar.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON Schema as a grammar. Every output fulfils the schema; not every JSON that fulfils it can come out: fields keep
 * the schema's order, and names that it does not list come only where {@code additionalProperties} invites them.
 */
final class SchemaGrammar {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Say nothing about what is allowed. */
    private static final Set<String> REMARKS = Set.of(
            "title",
            "description",
            "default",
            "examples",
            "$schema",
            "$id",
            "id",
            "$comment",
            "$defs",
            "definitions",
            "$anchor",
            "deprecated",
            "readOnly",
            "writeOnly",
            "strict");

    private static final int LONGEST = 100_000;

    private final JsonGrammar json = new JsonGrammar();
    private final JsonNode root;
    private final Map<String, Part.Rule> rules = new HashMap<>();
    /** References that are being followed without anything written between: one of them again would never end. */
    private final Set<String> following = new HashSet<>();

    private SchemaGrammar(JsonNode root) {
        this.root = root;
    }

    /** @throws GenerationException if the schema is no JSON or asks for what is not supported */
    static Part of(String schema) {
        try {
            JsonNode root = MAPPER.readTree(schema);
            return new SchemaGrammar(root).compile(root, "");
        } catch (JsonProcessingException e) {
            throw new GenerationException(e, RunFault.SCHEMA_NO_JSON, e.getOriginalMessage());
        }
    }

    private Part compile(JsonNode schema, String at) {
        if (schema.isBoolean() && schema.booleanValue()) {
            return json.value();
        }
        if (!schema.isObject()) {
            throw fault(at, schema.isBoolean() ? SchemaFault.FALSE : SchemaFault.NO_SCHEMA);
        }
        Optional<String> key = alone(schema, at, "$ref", "const", "enum", "anyOf", "oneOf", "allOf");
        return switch (key.orElse("type")) {
            case "$ref" -> reference(schema.get("$ref"), at);
            case "const" -> values(List.of(schema.get("const")), schema, at);
            case "enum" -> values(elements(schema.get("enum"), at + "/enum"), schema, at);
            case "anyOf" -> anyOf(schema.get("anyOf"), at + "/anyOf");
            case "oneOf" -> oneOf(schema.get("oneOf"), at + "/oneOf");
            case "allOf" -> allOf(schema.get("allOf"), at + "/allOf");
            default -> typed(schema, at);
        };
    }

    /** Which of these keywords the schema has; with one of them only {@code type} and remarks may stand. */
    private static Optional<String> alone(JsonNode schema, String at, String... keywords) {
        for (String keyword : keywords) {
            if (schema.has(keyword)) {
                boolean typeFits = keyword.equals("const") || keyword.equals("enum");
                requireOnly(schema, at, typeFits ? Set.of(keyword, "type") : Set.of(keyword), keyword);
                return Optional.of(keyword);
            }
        }
        return Optional.empty();
    }

    private static void requireOnly(JsonNode schema, String at, Set<String> known, String beside) {
        for (var field : schema.properties()) {
            String keyword = field.getKey();
            if (!known.contains(keyword) && !REMARKS.contains(keyword) && !keyword.startsWith("x-")) {
                throw beside.isEmpty()
                        ? fault(at, SchemaFault.UNSUPPORTED, keyword)
                        : fault(at, SchemaFault.UNSUPPORTED_BESIDE, keyword, beside);
            }
        }
    }

    private Part reference(JsonNode reference, String at) {
        String target = reference.asText();
        if (!target.startsWith("#") || target.length() > 1 && target.charAt(1) != '/') {
            throw fault(at, SchemaFault.REFERS_OUTSIDE, target);
        }
        String pointer = decoded(target.substring(1));
        if (following.contains(pointer)) {
            throw fault(at, SchemaFault.ENDLESS_REFERENCE);
        }
        Part.Rule known = rules.get(pointer);
        if (known != null) {
            return known;
        }
        JsonNode found = root.at(pointer);
        if (found.isMissingNode()) {
            throw fault(at, SchemaFault.REFERS_TO_NOTHING, target);
        }
        var rule = new Part.Rule(pointer);
        rules.put(pointer, rule);
        following.add(pointer);
        rule.define(compile(found, pointer));
        following.remove(pointer);
        return rule;
    }

    private static String decoded(String fragment) {
        try {
            return java.net.URLDecoder.decode(fragment.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return fragment;
        }
    }

    /** Compiles what stands behind a quote or bracket, where references may begin anew. */
    private Part inner(JsonNode schema, String at) {
        Set<String> before = new HashSet<>(following);
        following.clear();
        Part part = compile(schema, at);
        following.addAll(before);
        return part;
    }

    private Part values(List<JsonNode> values, JsonNode schema, String at) {
        Set<String> types = types(schema, at);
        List<Part> ways = new ArrayList<>();
        for (JsonNode value : values) {
            if (types.isEmpty() || types.stream().anyMatch(type -> isA(value, type))) {
                ways.add(Parts.text(value.toString()));
            }
        }
        if (ways.isEmpty()) {
            throw fault(at, SchemaFault.NO_VALUE_OF_TYPE);
        }
        return Parts.choice(ways);
    }

    static boolean isA(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" ->
                value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private Part anyOf(JsonNode schemas, String at) {
        List<Part> ways = new ArrayList<>();
        List<JsonNode> all = elements(schemas, at);
        for (int i = 0; i < all.size(); i++) {
            ways.add(compile(all.get(i), at + "/" + i));
        }
        return Parts.choice(ways);
    }

    private Part oneOf(JsonNode schemas, String at) {
        List<JsonNode> all = elements(schemas, at);
        var disjoint = new SchemaDisjointness(this::resolve);
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                if (!disjoint.areDisjoint(all.get(i), all.get(j))) {
                    throw fault(at, SchemaFault.OVERLAPPING, i, j);
                }
            }
        }
        return anyOf(schemas, at);
    }

    private JsonNode resolve(JsonNode schema) {
        JsonNode resolved = schema;
        for (int i = 0; i < 32 && resolved.path("$ref").asText().startsWith("#"); i++) {
            resolved = root.at(decoded(resolved.get("$ref").asText().substring(1)));
        }
        return resolved;
    }

    private Part allOf(JsonNode schemas, String at) {
        List<JsonNode> all = elements(schemas, at);
        if (all.size() != 1) {
            throw fault(at, SchemaFault.ALL_OF_SEVERAL, all.size());
        }
        return compile(all.getFirst(), at + "/0");
    }

    private static List<JsonNode> elements(JsonNode list, String at) {
        if (!list.isArray() || list.isEmpty()) {
            throw fault(at, SchemaFault.NO_LIST);
        }
        List<JsonNode> all = new ArrayList<>();
        list.forEach(all::add);
        return all;
    }

    private Set<String> types(JsonNode schema, String at) {
        Set<String> types = new java.util.LinkedHashSet<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.textValue());
        } else if (type.isArray()) {
            type.forEach(entry -> types.add(entry.asText()));
        } else if (!type.isMissingNode()) {
            throw fault(at, SchemaFault.NO_TYPE);
        }
        return types;
    }

    private Part typed(JsonNode schema, String at) {
        Set<String> types = types(schema, at);
        if (types.isEmpty()) {
            types = Set.of(impliedType(schema, at));
        }
        if (types.contains("")) {
            return json.value();
        }
        var known = new HashSet<>(Set.of("type"));
        types.forEach(type -> known.addAll(keywords(type, at)));
        requireOnly(schema, at, known, "");
        List<Part> ways = new ArrayList<>();
        for (String type : types) {
            ways.add(ofType(type, schema, at));
        }
        return Parts.choice(ways);
    }

    /** Without a type, keywords of one type mean it: otherwise numbers would pass every schema of an object. */
    private static String impliedType(JsonNode schema, String at) {
        for (String type : List.of("object", "array", "string", "integer")) {
            if (keywords(type, at).stream().anyMatch(schema::has)) {
                return type.equals("integer") ? "number" : type;
            }
        }
        requireOnly(schema, at, Set.of(), "");
        return "";
    }

    private static Set<String> keywords(String type, String at) {
        return switch (type) {
            case "object" -> Set.of("properties", "required", "additionalProperties");
            case "array" -> Set.of("items", "minItems", "maxItems");
            case "string" -> Set.of("minLength", "maxLength", "pattern", "format");
            case "integer" -> Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");
            case "number", "boolean", "null" -> Set.of();
            default -> throw fault(at, SchemaFault.UNKNOWN_TYPE, type);
        };
    }

    private Part ofType(String type, JsonNode schema, String at) {
        return switch (type) {
            case "object" -> object(schema, at);
            case "array" -> array(schema, at);
            case "string" -> string(schema, at);
            case "integer" ->
                IntegerRange.of(schema, at).map(IntegerRange::grammar).orElse(json.integer);
            case "number" -> json.number;
            case "boolean" -> json.bool;
            default -> json.nothing;
        };
    }

    private Part object(JsonNode schema, String at) {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(e -> properties.put(e.getKey(), e.getValue()));
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        JsonNode additional = schema.path("additionalProperties");
        boolean closed = additional.isBoolean() && !additional.booleanValue();
        boolean open = !additional.isMissingNode() && !closed;
        for (JsonNode name : schema.path("required")) {
            if (closed && !properties.containsKey(name.asText())) {
                throw fault(at, SchemaFault.REQUIRED_AND_FORBIDDEN, name.asText());
            }
            properties.putIfAbsent(name.asText(), open ? additional : JsonNodeFactory.instance.objectNode());
        }
        List<Field> fields = new ArrayList<>();
        properties.forEach((name, value) ->
                fields.add(new Field(name, inner(value, at + "/properties/" + name), required.contains(name))));
        boolean anything = properties.isEmpty() && !closed;
        Optional<Part> extra = open
                ? Optional.of(inner(additional, at + "/additionalProperties"))
                : anything ? Optional.of(json.value()) : Optional.empty();
        return json.objectOf(fields, extra);
    }

    private Part array(JsonNode schema, String at) {
        int least = count(schema, at, "minItems", 0);
        int most = count(schema, at, "maxItems", Part.Repeat.UNBOUNDED);
        requireOrder(least, most, at, "minItems", "maxItems");
        JsonNode items = schema.path("items");
        Part item = items.isMissingNode() ? json.value() : most == 0 ? Part.EMPTY : inner(items, at + "/items");
        return json.arrayOf(item, least, most);
    }

    private Part string(JsonNode schema, String at) {
        boolean measured = schema.has("minLength") || schema.has("maxLength");
        int least = count(schema, at, "minLength", 0);
        int most = count(schema, at, "maxLength", Part.Repeat.UNBOUNDED);
        requireOrder(least, most, at, "minLength", "maxLength");
        if (!schema.has("pattern") && !schema.has("format")) {
            return measured ? json.stringOf(least, most) : json.string;
        }
        if (measured || schema.has("pattern") && schema.has("format")) {
            throw fault(at, SchemaFault.PATTERN_AND_LENGTH);
        }
        String expression = schema.has("pattern")
                ? schema.get("pattern").asText()
                : StringFormats.expression(schema.get("format").asText())
                        .orElseThrow(() -> fault(
                                at,
                                SchemaFault.UNKNOWN_FORMAT,
                                schema.get("format").asText(),
                                StringFormats.names()));
        Part content = new PatternGrammar(expression, at, PatternGrammar::inJsonString).found();
        return Parts.sequence(Parts.text("\""), content, Parts.text("\""));
    }

    private static int count(JsonNode schema, String at, String keyword, int fallback) {
        JsonNode value = schema.path(keyword);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.canConvertToExactIntegral() || value.asLong() < 0 || value.asLong() > LONGEST) {
            throw fault(at, SchemaFault.NO_COUNT, keyword, LONGEST);
        }
        return value.asInt();
    }

    private static void requireOrder(int least, int most, String at, String from, String to) {
        if (least > most) {
            throw fault(at, SchemaFault.WRONG_ORDER, from, to);
        }
    }

    static GenerationException fault(String at, SchemaFault fault, Object... values) {
        Failure what = Failure.of(fault, values);
        return at.isEmpty()
                ? new GenerationException(SchemaFault.AS_A_WHOLE, what)
                : new GenerationException(SchemaFault.AT, at, what);
    }
}
