package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {
    private static final String ORACLE = "src/test/resources/oracle/";
    private static final String MODEL = ORACLE + "phi3-mini-4k";
    private final CommandRun run = new CommandRun();

    @ParameterizedTest
    @CsvSource({"phi3-mini-4k, 127", "phi35-moe, 127", "phi3-small-8k, 511"})
    void figuresOfACheckpointHaveMedianAndRange(String name, int prefill) throws Exception {
        String model = ORACLE + name;
        assertThat(run.run("bench", model, "--precision", "int8", "--threads", "1", "--repetitions", "2", "--json"))
                .isZero();
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.at("/precision").asText()).isEqualTo("int8");
        assertThat(json.at("/figures").findValuesAsText("name"))
                .contains("load", "memory bandwidth before", "prefill " + prefill, "decode 64 at depth 0");
        assertThat(json.at("/figures")).allSatisfy(figure -> {
            assertThat(figure.at("/min").asDouble()).isPositive();
            assertThat(figure.at("/median").asDouble())
                    .isBetween(figure.at("/min").asDouble(), figure.at("/max").asDouble());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"phi35-moe", "phi3-small-8k"})
    void theOtherFamiliesQualityIsMeasuredAsTheyAre(String name) throws Exception {
        assertThat(run.run("bench", ORACLE + name, "--quality", "--threads", "1", "--json"))
                .isZero();
        JsonNode rows = new ObjectMapper().readTree(run.out()).get("rows");
        assertThat(rows.findValuesAsText("precision")).hasSize(18).containsOnly("bf16", "int8", "int8, one digit");
        assertThat(rows)
                .allSatisfy(row ->
                        assertThat(row.get("meanKl").asDouble()).isPositive().isLessThan(0.1));
    }

    @Test
    void questionsAboutAPictureAreMeasuredPhaseByPhase() throws Exception {
        assertThat(run.run("bench", "--shape", "small-vision", "--precision", "int8", "--repetitions", "1", "--json"))
                .isZero();
        JsonNode json = new ObjectMapper().readTree(run.out());
        // 4 x 3 crops of 112 pixels, 16 tokens each, and the global view.
        assertThat(json.at("/crops").asInt()).isEqualTo(12);
        assertThat(json.at("/pictureTokens").asInt()).isEqualTo(13 * 16 + 1 + 4 * 4);
        assertThat(json.at("/figures").findValuesAsText("name"))
                .startsWith(
                        "reading the picture, HD transform",
                        "encoder",
                        "prefill",
                        "first question, time to first token",
                        "second question, time to first token");
        assertThat(json.at("/figures"))
                .allSatisfy(figure -> assertThat(figure.at("/min").asDouble()).isPositive());
        assertThat(json.at("/memory").findValuesAsText("inputs")).containsExactly("5", "17");
    }

    @Test
    void aTextModelIsNotAskedAboutPictures() {
        assertThat(run.run("bench", MODEL, "--vision")).isEqualTo(ExitCode.MODEL);
        assertThat(run.err()).contains("phi3-mini-4k reads text only");
        assertThat(run.run("bench", "--shape", "phi-3.5-mini", "--vision")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anUnknownShapeIsAnsweredWithThoseThereAre() {
        assertThat(run.run("bench", "--shape", "phi-9")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("phi-9").contains("phi-3.5-mini").contains("phi-3.5-vision");
    }

    @Test
    void oneOfModelAndShapeIsNeeded() {
        assertThat(run.run("bench")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("MODEL").contains("--shape");
    }
}
