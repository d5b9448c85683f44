package io.phiworkbench.chat;

import static io.phiworkbench.chat.CheckedJson.intValue;
import static io.phiworkbench.chat.CheckedJson.text;
import static io.phiworkbench.chat.CheckedJson.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.inference.OutputFormat;

/** An {@link OutputFormat} as JSON, {@code {"type": "json_schema", "schema": "..."}} and the like. */
public final class OutputFormatJson {
    private OutputFormatJson() {}

    public static ObjectNode write(OutputFormat format) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (format) {
            case OutputFormat.Text _ -> json.put("type", "text");
            case OutputFormat.Json _ -> json.put("type", "json");
            case OutputFormat.JsonSchema s -> json.put("type", "json_schema").put("schema", s.schema());
            case OutputFormat.Choice c ->
                c.texts().forEach(json.put("type", "choice").putArray("texts")::add);
            case OutputFormat.Pattern p -> json.put("type", "pattern").put("expression", p.expression());
            case OutputFormat.Csv c ->
                json.put("type", "csv")
                        .put("fewestColumns", c.fewestColumns())
                        .put("mostColumns", c.mostColumns())
                        .put("orText", c.orText());
        }
        return json;
    }

    /** @throws IllegalArgumentException with one line that names the field at fault */
    public static OutputFormat read(JsonNode json) {
        String type = text(json, "type");
        return switch (type) {
            case "text" -> OutputFormat.TEXT;
            case "json" -> OutputFormat.JSON;
            case "json_schema" -> new OutputFormat.JsonSchema(text(json, "schema"));
            case "choice" -> new OutputFormat.Choice(texts(json, "texts"));
            case "pattern" -> new OutputFormat.Pattern(text(json, "expression"));
            case "csv" ->
                new OutputFormat.Csv(
                        intValue(json, "fewestColumns"),
                        intValue(json, "mostColumns"),
                        json.path("orText").asBoolean(false));
            default -> throw new IllegalArgumentException("\"" + type + "\" is no output format");
        };
    }
}
