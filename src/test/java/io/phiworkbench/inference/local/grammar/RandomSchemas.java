package io.phiworkbench.inference.local.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Schemas drawn at random from all that is supported. */
public final class RandomSchemas {
    private static final List<String> NAMES =
            List.of("name", "a", "b", "total", "größe", "with \"quote\"", "x y", "na");
    private static final List<String> PATTERNS = List.of(
            "^[A-Z]{2}[0-9]{2,4}$",
            "^(yes|no|maybe)$", "[aeiou]", "^\\d{4}-\\d{2}$", "^[^\"\\\\]{1,3}$", "^é+\"?$", "x$");
    /** Not email: the validator knows the domains that exist today. */
    private static final List<String> FORMATS = List.of("date", "date-time", "uuid", "ipv4", "time");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;

    public RandomSchemas(long seed) {
        random = new Random(seed);
    }

    /** A schema of an object or list at its top, with a definition that contains itself now and then. */
    public JsonNode next() {
        ObjectNode schema = random.nextInt(4) == 0 ? array(3) : object(3);
        schema.putObject("$defs").set("tree", tree());
        return schema;
    }

    private ObjectNode tree() {
        ObjectNode tree = typed("object");
        tree.putObject("properties").set("value", typed("integer"));
        ObjectNode children = typed("array").put("maxItems", 2);
        children.putObject("items").put("$ref", "#/$defs/tree");
        ((ObjectNode) tree.get("properties")).set("children", children);
        tree.putArray("required").add("value");
        return tree.put("additionalProperties", false);
    }

    private JsonNode any(int depth) {
        int kinds = depth == 0 ? 7 : 12;
        return switch (random.nextInt(kinds)) {
            case 0 -> string();
            case 1 -> integer();
            case 2 -> typed("number");
            case 3 -> typed("boolean");
            case 4 -> enumeration();
            case 5 -> random.nextBoolean() ? typed("null") : NODES.objectNode().put("const", random.nextInt(1000));
            case 6 -> nullable();
            case 7 -> array(depth - 1);
            case 8 -> anyOf(depth - 1);
            case 9 -> oneOf();
            case 10 -> NODES.objectNode().put("$ref", "#/$defs/tree");
            default -> object(depth - 1);
        };
    }

    private static ObjectNode typed(String type) {
        return NODES.objectNode().put("type", type);
    }

    private ObjectNode string() {
        ObjectNode schema = typed("string");
        switch (random.nextInt(4)) {
            case 0 -> schema.put("maxLength", random.nextInt(6)).put("description", "short");
            case 1 -> schema.put("minLength", 1 + random.nextInt(3)).put("maxLength", 3 + random.nextInt(3));
            case 2 -> schema.put("pattern", PATTERNS.get(random.nextInt(PATTERNS.size())));
            default -> schema.put("format", FORMATS.get(random.nextInt(FORMATS.size())));
        }
        return schema;
    }

    private ObjectNode integer() {
        ObjectNode schema = typed("integer");
        int low = random.nextInt(400) - 200;
        switch (random.nextInt(4)) {
            case 0 -> schema.put("minimum", low);
            case 1 -> schema.put("exclusiveMaximum", low + 0.5);
            case 2 -> schema.put("minimum", low).put("maximum", low + random.nextInt(1200));
            default -> schema.put("title", "free");
        }
        return schema;
    }

    private ObjectNode nullable() {
        ObjectNode schema = NODES.objectNode();
        schema.putArray("type").add("boolean").add("null");
        return schema;
    }

    private ObjectNode enumeration() {
        ArrayNode values = NODES.arrayNode()
                .add("red")
                .add("gr\u00fcn \"x\"")
                .add(3)
                .addNull()
                .add(2.5);
        values.addArray().add(1).add("b");
        return NODES.objectNode().set("enum", values);
    }

    private ObjectNode array(int depth) {
        ObjectNode schema = typed("array");
        int least = random.nextInt(3);
        if (random.nextBoolean()) {
            schema.put("minItems", least);
        }
        if (random.nextBoolean()) {
            schema.put("maxItems", least + random.nextInt(3));
        }
        schema.set("items", any(depth));
        return schema;
    }

    private ObjectNode anyOf(int depth) {
        ObjectNode schema = NODES.objectNode();
        ArrayNode ways = schema.putArray("anyOf");
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            ways.add(any(depth));
        }
        return schema;
    }

    /** Shapes told apart by the value of one field, as programs write them. */
    private ObjectNode oneOf() {
        ObjectNode schema = NODES.objectNode();
        ArrayNode ways = schema.putArray("oneOf");
        ways.add(typed("integer"));
        for (String kind : List.of("circle", "square")) {
            ObjectNode way = typed("object");
            way.putObject("properties").putObject("kind").put("const", kind);
            ((ObjectNode) way.get("properties")).set("size", integer());
            way.putArray("required").add("kind");
            ways.add(way.put("additionalProperties", false));
        }
        return schema;
    }

    private ObjectNode object(int depth) {
        ObjectNode schema = typed("object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (String name : NAMES) {
            if (random.nextInt(3) == 0) {
                properties.set(name, any(depth));
                if (random.nextBoolean()) {
                    required.add(name);
                }
            }
        }
        switch (random.nextInt(4)) {
            case 0 -> schema.put("additionalProperties", false);
            case 1 -> schema.set("additionalProperties", integer());
            case 2 -> schema.put("additionalProperties", true);
            default -> schema.put("title", "open");
        }
        return schema;
    }
}
