package io.phiworkbench.analysis;

import io.phiworkbench.inference.OutputFormat;

/** What the text of a picture is wanted as. */
public enum OcrPreset {
    /** The words in reading order. */
    PLAIN("plain", "txt", OutputFormat.TEXT),
    /** Lines, columns and indentation as they stand. */
    LAYOUT("layout", "txt", OutputFormat.TEXT),
    /** Headings, lists and tables as Markdown. */
    MARKDOWN("markdown", "md", OutputFormat.TEXT),
    /** What stands beside what, as one JSON object. */
    KEY_VALUE("key-value", "json", new OutputFormat.JsonSchema("""
            {"type": "object", "additionalProperties": {"anyOf": [
              {"type": ["string", "number", "null"]},
              {"type": "array", "items": {"type": ["string", "number"]}}]}}""")),
    /** A table as comma-separated values. */
    TABLE("table", "csv", new OutputFormat.Csv(1, 16));

    private final String label;
    private final String extension;
    private final OutputFormat format;

    OcrPreset(String label, String extension, OutputFormat format) {
        this.label = label;
        this.extension = extension;
        this.format = format;
    }

    /** The name on the command line and in files. */
    public String label() {
        return label;
    }

    /** How a file with its text ends, without the point. */
    public String extension() {
        return extension;
    }

    /** The form that its answers have to keep. */
    public OutputFormat format() {
        return format;
    }

    /** @throws IllegalArgumentException for a name that is none */
    public static OcrPreset named(String label) {
        for (OcrPreset preset : values()) {
            if (preset.label.equals(label)) {
                return preset;
            }
        }
        throw new IllegalArgumentException("\"" + label + "\" is no preset");
    }
}
