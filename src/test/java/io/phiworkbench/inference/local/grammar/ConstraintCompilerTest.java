package io.phiworkbench.inference.local.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.OutputFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintCompilerTest {
    /** All bytes, then words that cross the borders of JSON's own tokens, then an end. */
    private static final byte[][] VOCABULARY = vocabulary(
            "{\"",
            "\":",
            "\": ",
            ", \"",
            "\"}",
            "},",
            "[[",
            "]]",
            "true",
            "null",
            "12",
            "00",
            "-1",
            "\\u",
            "\\n",
            "é",
            " a",
            "ab",
            "0.5",
            "e1",
            "  ",
            "\n  ",
            "name",
            "a\"",
            "\u4e16\u754c",
            "2024-",
            "yes",
            ",\n",
            "\"\"");

    private static final int END = VOCABULARY.length - 1;

    private final ConstraintCompiler compiler =
            new ConstraintCompiler(VOCABULARY, VOCABULARY.length, false, Set.of(END));

    private static byte[][] vocabulary(String... words) {
        byte[][] all = new byte[256 + words.length + 1][];
        IntStream.range(0, 256).forEach(b -> all[b] = new byte[] {(byte) b});
        for (int i = 0; i < words.length; i++) {
            all[256 + i] = words[i].getBytes(StandardCharsets.UTF_8);
        }
        return all;
    }

    private OutputConstraint start(OutputFormat format) {
        return compiler.start(format, "", true, true);
    }

    private OutputConstraint schema(String schema) {
        return start(new OutputFormat.JsonSchema(schema.replace('\'', '"')));
    }

    private boolean accepts(OutputFormat format, String text) {
        OutputConstraint constraint = start(format);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            long[] allowed = constraint.allowed(1_000_000);
            if ((allowed[(b & 0xFF) >> 6] >>> (b & 0xFF) & 1) == 0) {
                return false;
            }
            constraint.accept(b & 0xFF);
        }
        return constraint.complete();
    }

    @Test
    void whateverIsChosenAmongTheAllowedTokensFulfilsTheSchema() {
        var schemas = new RandomSchemas(11);
        for (int i = 0; i < 300; i++) {
            JsonNode schema = schemas.next();
            var format = new OutputFormat.JsonSchema(schema.toString());
            for (int limit :
                    new int[] {start(format).fewestTokens(), 60 + start(format).fewestTokens(), 600}) {
                int enough = Math.max(limit, start(format).fewestTokens());
                String output = new RandomWriter(VOCABULARY, END, i).write(start(format), enough);
                assertThat(JsonSchemas.faults(schema, output))
                        .as("%s with %d tokens wrote %s", schema, enough, output)
                        .isEmpty();
            }
        }
    }

    @Test
    void jsonOfAnyContentIsAnObjectThatParses() {
        JsonNode object = new com.fasterxml.jackson.databind.ObjectMapper()
                .createObjectNode()
                .put("type", "object");
        for (int i = 0; i < 100; i++) {
            String output = new RandomWriter(VOCABULARY, END, i).write(start(OutputFormat.JSON), 5 + 3 * i);
            assertThat(JsonSchemas.faults(object, output)).as(output).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\": [1, -0.5e+3, \"\\u00e9\\n \\\" \u4e16\", true, null, {\"b\":{}}]}",
                "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ]\n}"
            })
    void jsonAsModelsWriteItIsAllowed(String json) {
        assertThat(accepts(OutputFormat.JSON, json)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "{\"a\": 01}",
                "{\"a\": .5}",
                "{\"a\": 1,}",
                "{a: 1}",
                "{\"a\": \"\t\"}",
                "{\"a\":\"\\ud800\"}"
            })
    void whatIsNoJsonObjectIsNot(String json) {
        assertThat(accepts(OutputFormat.JSON, json)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "[a-c]+[0-9]{2} ab12 ab1",
                "(?:x|yz)?\\d\\.\\w yz1.a yz1_a",
                "[^a-z]* AZ9 AZz",
                "é{1,2}\u4e16? éé\u4e16 ééé",
                "a|bc|[\\-x] - c",
                "\\x41\\u00e9 Aé AÉ"
            })
    void expressionsMatchAsAWhole(String expression, String match, String other) {
        var format = new OutputFormat.Pattern(expression);
        assertThat(accepts(format, match)).isTrue();
        assertThat(accepts(format, other)).isFalse();
        for (int i = 0; i < 20; i++) {
            String output = new RandomWriter(VOCABULARY, END, i).write(start(format), 30);
            assertThat(Pattern.compile(expression).matcher(output).matches())
                    .as(output)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(a|" + "has a ( without )",
                "[a-|has a [ without ]",
                "a(?=b)|uses (?=",
                "\\bword|uses \\b",
                "(a)\\1|uses \\1",
                "*a|has a \"*\" with nothing to repeat",
                "a{99999}|up to 10000",
                "a)b|has an unexpected \")\""
            })
    void anExpressionThatIsNotUnderstoodIsNamedWithItsFault(String expression, String fault) {
        assertThatThrownBy(() -> start(new OutputFormat.Pattern(expression)))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("\"" + expression + "\"")
                .hasMessageContaining(fault);
    }

    @Test
    void aChoiceIsOneOfItsTextsAndEndsWithIt() {
        var format = new OutputFormat.Choice(List.of("yes", "no", "yes, please"));
        for (int i = 0; i < 30; i++) {
            assertThat(new RandomWriter(VOCABULARY, END, i).write(start(format), 40))
                    .isIn("yes", "no", "yes, please");
        }
        OutputConstraint no = start(format);
        no.accept('n');
        no.accept('o');
        assertThat(no.closed()).isTrue();
    }

    @Test
    void everyRowOfATableHasTheSameNumberOfCells() {
        var format = new OutputFormat.Csv(2, 3);
        assertThat(accepts(format, "label,value\nA,3\n\"B, c\"\"d\",5")).isTrue();
        assertThat(accepts(format, "label,value\nA,3,4")).isFalse();
        assertThat(accepts(format, "only")).isFalse();
        assertThat(accepts(format, "a,b,c\n1,2,3")).isTrue();
    }

    @Test
    void aTextWithoutATableWillDoWhereThatIsAllowed() {
        var format = new OutputFormat.Csv(2, 3, true);
        assertThat(accepts(format, "I see \"OPEN\", no chart.")).isTrue();
        assertThat(accepts(format, "OPEN")).isTrue();
        assertThat(accepts(format, "MILK 3\nBREAD 2")).isTrue();
        assertThat(accepts(format, "MILK 3\nBREAD, 2")).isFalse();
        assertThat(accepts(format, "")).isFalse();
        assertThat(accepts(format, "label,value\nA,3")).isTrue();
        assertThat(accepts(format, "label,value\nA,3,4")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'array','uniqueItems':true}|uses \"uniqueItems\"",
                "{'properties':{'a':{'type':'number','multipleOf':2}}}|at /properties/a uses \"multipleOf\"",
                "{'type':'string','format':'iri'}|known are date",
                "{'$ref':'http://x/y'}|can be followed",
                "{'$ref':'#/$defs/no'}|is not there",
                "{'$ref':'#'}|refers to itself without an end",
                "{'oneOf':[{'type':'integer'},{'type':'number'}]}|entries 0 and 1",
                "{'type':'strin'}|unknown type \"strin\"",
                "{'type':'array','minItems':3,'maxItems':2}|minItems above its maxItems",
                "{'type':'object','required':['a'],'additionalProperties':false}|requires \"a\" and forbids",
                "{'type':|is not JSON",
                "{'type':'object','required':['a'],'properties':{'a':{'$ref':'#'}}}|never ends",
                "{'not':{}}|uses \"not\""
            })
    void aSchemaThatIsNotUnderstoodIsNamedWithPlaceAndKeyword(String schema, String fault) {
        assertThatThrownBy(() -> schema(schema))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining(fault)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void additionalFieldsNeverTakeTheNameOfADeclaredOne() {
        var format = new OutputFormat.JsonSchema(
                "{\"properties\":{\"ab\":{\"type\":\"integer\"}},\"additionalProperties\":{\"type\":\"string\"}}");
        assertThat(accepts(format, "{\"ab\":1,\"a\":\"x\",\"abc\":\"y\",\"\":\"z\"}"))
                .isTrue();
        assertThat(accepts(format, "{\"ab\":\"x\"}")).isFalse();
        assertThat(accepts(format, "{\"a\":\"x\",\"ab\":\"x\"}")).isFalse();
    }

    @Test
    void aSpaceThatDecodingDropsMayComeFirst() {
        var dropping = new ConstraintCompiler(VOCABULARY, VOCABULARY.length, true, Set.of(END));
        var format = new OutputFormat.Choice(List.of("ab", " x"));

        OutputConstraint begun = dropping.start(format, "", true, true);
        begun.accept(' ');
        begun.accept(' ');
        begun.accept('x');
        assertThat(begun.complete()).isTrue();

        OutputConstraint bare = dropping.start(format, "", true, true);
        bare.accept('a');
        bare.accept('b');
        assertThat(bare.complete()).isTrue();

        long[] goingOn = dropping.start(new OutputFormat.Choice(List.of("ab")), "", false, true)
                .allowed(99);
        assertThat(goingOn[0] >>> ' ' & 1).isZero();
    }

    @Test
    void anAnswerThatIsGoneOnWithIsHeldToTheFormAsAWhole() {
        OutputConstraint rest = compiler.start(OutputFormat.JSON, "{\"a\": tr", true, true);
        String output = new RandomWriter(VOCABULARY, END, 3).write(rest, 40);
        assertThat(output).startsWith("ue");

        assertThatThrownBy(() -> compiler.start(OutputFormat.JSON, "Sure: ", true, true))
                .hasMessageContaining("is not the beginning of the wanted form");
    }

    @Test
    void aVocabularyWithoutAllBytesWritesWhatItCan() {
        byte[][] letters = new byte[128][];
        "{}[]\":,abcdefghijklmnopqrstuvwxyz0123456789 ".chars().forEach(c -> letters[c] = new byte[] {(byte) c});
        var small = new ConstraintCompiler(letters, 128, false, Set.of(127));
        String output = new RandomWriter(letters, 127, 5).write(small.start(OutputFormat.JSON, "", true, true), 50);
        assertThat(output).matches("[{}\\[\\]\":,a-z0-9 ]+");

        assertThatThrownBy(() -> small.start(new OutputFormat.Choice(List.of("É")), "", true, true))
                .hasMessageContaining("cannot write");
    }
}
