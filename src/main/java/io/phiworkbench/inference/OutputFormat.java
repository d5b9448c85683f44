package io.phiworkbench.inference;

import java.util.List;
import java.util.Objects;

/**
 * What form an answer must have. Local models keep to it token by token: only tokens that lead to a complete output are
 * chosen, so the answer always parses, also when the tokens run out. Remote models are asked for it where their
 * endpoint knows the form.
 */
public sealed interface OutputFormat {
    /** Any text, the usual. */
    OutputFormat TEXT = new Text();

    /** A JSON object of any content. */
    OutputFormat JSON = new Json();

    /** Any text. */
    record Text() implements OutputFormat {}

    /** A JSON object of any content. */
    record Json() implements OutputFormat {}

    /**
     * JSON that fulfils a schema.
     *
     * @param schema the text of a JSON Schema; what the local engine understands of it stands in
     *     {@code docs/structured-output.md}, and anything else fails the run with a message that names it
     */
    record JsonSchema(String schema) implements OutputFormat {
        public JsonSchema {
            Objects.requireNonNull(schema);
        }
    }

    /** One of the given texts, word for word. */
    record Choice(List<String> texts) implements OutputFormat {
        public Choice {
            texts = List.copyOf(texts);
            if (texts.isEmpty() || texts.stream().anyMatch(String::isEmpty)) {
                throw new IllegalArgumentException("a choice needs at least one text, and none of them empty");
            }
        }
    }

    /**
     * A text that a regular expression describes as a whole.
     *
     * @param expression letters, classes, groups, {@code |}, {@code ?}, {@code *}, {@code +}, {@code {m,n}}
     */
    record Pattern(String expression) implements OutputFormat {
        public Pattern {
            Objects.requireNonNull(expression);
        }
    }

    /**
     * A table as comma-separated values after RFC 4180, a row a line, every row with the same number of cells.
     *
     * @param fewestColumns at least 1
     * @param mostColumns at least {@code fewestColumns}, at most 32
     * @param orText whether a text without a table will do too, one line of any characters or
     *     lines without commas and quotes: without it a model that sees no table cannot say so and
     *     writes whatever fits
     */
    record Csv(int fewestColumns, int mostColumns, boolean orText) implements OutputFormat {
        /** A table and nothing else. */
        public Csv(int fewestColumns, int mostColumns) {
            this(fewestColumns, mostColumns, false);
        }

        public Csv {
            if (fewestColumns < 1 || mostColumns < fewestColumns || mostColumns > 32) {
                throw new IllegalArgumentException(
                        "a table has 1 to 32 columns, not " + fewestColumns + " to " + mostColumns);
            }
        }
    }

    /** Whether anything is asked of the form at all. */
    default boolean constrains() {
        return !(this instanceof Text);
    }
}
