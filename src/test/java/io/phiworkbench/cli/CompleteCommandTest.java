package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.inference.Prompt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompleteCommandTest {
    private final CommandRun run = new CommandRun();

    @Test
    void tokenIdsReachTheModelAsTheyAre() {
        assertThat(run.run("complete", "m", "--token-ids", "1,-1,9")).isZero();
        assertThat(run.model.prompts).containsExactly(new Prompt.TokenIds(List.of(1, -1, 9)));
    }

    @Test
    void tokenIdsMayBeginWithAPicture() {
        assertThat(run.run("complete", "m", "--token-ids", "-1,9")).isZero();
        assertThat(run.model.prompts).containsExactly(new Prompt.TokenIds(List.of(-1, 9)));
    }

    @Test
    void everyOptionReachesTheRun() {
        run.run(
                "complete",
                "m",
                "text",
                "--max-tokens",
                "24",
                "--temperature",
                "0.5",
                "--top-k",
                "3",
                "--top-p",
                "0.9",
                "--min-p",
                "0.1",
                "--repetition-penalty",
                "1.1",
                "--seed",
                "42",
                "--stop",
                "a",
                "--stop",
                "b",
                "--alternatives",
                "2",
                "--ignore-eos",
                "--no-prompt-lookup",
                "--num-crops",
                "4",
                "--long-factors");
        assertThat(run.model.options)
                .containsExactly(GenerationOptions.greedy()
                        .withMaxTokens(24)
                        .withTemperature(0.5)
                        .withTopK(3)
                        .withTopP(0.9)
                        .withMinP(0.1)
                        .withRepetitionPenalty(1.1)
                        .withSeed(42)
                        .withStop(List.of("a", "b"))
                        .withAlternatives(2)
                        .withIgnoreEndOfText(true)
                        .withPromptLookup(false)
                        .withNumCrops(OptionalInt.of(4))
                        .withLongFactors(true));
    }

    @Test
    void withoutOptionsTheRunIsGreedy() {
        run.run("complete", "m", "text");
        assertThat(run.model.options).containsExactly(GenerationOptions.greedy());
    }

    @Test
    void everyLoadOptionReachesTheLoader() {
        run.run(
                "complete",
                "some/model",
                "x",
                "--precision",
                "int8",
                "--device",
                "cpu",
                "--threads",
                "3",
                "--context",
                "99");
        assertThat(run.model.folder).isEqualTo(Path.of("some/model"));
        assertThat(run.model.loadOptions)
                .isEqualTo(new LoadOptions(
                        LoadOptions.Precision.INT8,
                        LoadOptions.DeviceChoice.CPU,
                        OptionalInt.of(3),
                        OptionalInt.of(99)));
    }

    @Test
    void theTextIsPrintedAndNothingElse() {
        run.run("complete", "m", "one", "two");
        assertThat(run.out()).isEqualTo("one two!" + System.lineSeparator());
    }

    @Test
    void pipedTextIsThePrompt() {
        run.piped("de la pipe\n").run("complete", "m");
        assertThat(run.model.prompts).containsExactly(new Prompt.Completion("de la pipe"));
    }

    @Test
    void aDashStandsForStandardInput() {
        run.piped("the file").run("complete", "m", "Summarise:", "-");
        assertThat(run.model.prompts).containsExactly(new Prompt.Completion("Summarise: the file"));
    }

    @Test
    void textWithoutDashLeavesStandardInputAlone() {
        run.piped("not this").run("complete", "m", "this");
        assertThat(run.model.prompts).containsExactly(new Prompt.Completion("this"));
    }

    @Test
    void jsonHasTheDocumentedFields() throws Exception {
        run.run("complete", "m", "x", "--json");
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("tokenIds", "text", "logprobs", "alternatives", "finishReason", "stats", "record");
        assertThat(json.at("/tokenIds").toString()).isEqualTo("[11,12]");
        assertThat(json.at("/logprobs").toString()).isEqualTo("[-0.25,-0.25]");
        assertThat(json.at("/alternatives/0/0").toString()).isEqualTo("{\"id\":11,\"text\":\"x\",\"logprob\":-0.25}");
        assertThat(json.at("/finishReason").asText()).isEqualTo("end_of_text");
        assertThat(json.at("/stats/phaseMillis").toString()).isEqualTo("{\"prefill\":500.0,\"decode\":250.0}");
        assertThat(json.at("/stats/prefillTokensPerSecond").asDouble()).isEqualTo(10);
        assertThat(json.at("/stats/memory/deviceUsedBytes").isNull()).isTrue();
        assertThat(json.at("/record/options/alternatives").asInt()).isEqualTo(5);
        assertThat(json.at("/record/options/seed").isNull()).isTrue();
    }

    @Test
    void logProbabilitiesThatNobodyAskedForAreNull() throws Exception {
        run.run("complete", "m", "x", "--json", "--alternatives", "0");
        assertThat(new ObjectMapper().readTree(run.out()).at("/logprobs").toString())
                .isEqualTo("[null,null]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--max-tokens=0",
                "--top-p=2",
                "--temperature=-1",
                "--precision=fp4",
                "--threads=0",
                "--context=-5",
                "--token-ids=1,x",
                "--token-ids=",
                "--colour=blue",
                "--alternatives=21",
                "--seed=abc"
            })
    void aWrongOptionIsAUsageErrorInOneLine(String option) {
        assertThat(run.run("complete", "m", option, "--", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("phi: ")
                .endsWith("see phi complete --help");
        assertThat(run.model.folder).isNull();
    }

    @Test
    void textAndTokenIdsTogetherAreAUsageError() {
        assertThat(run.run("complete", "m", "x", "--token-ids", "1")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void nothingToCompleteIsAUsageError() {
        assertThat(run.run("complete", "m")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aModelThatCannotBeLoadedIsSaidInOneLine() {
        run.model.loadFailure = new ModelLoadException("./m: holds no config.json;\n give another folder.");
        assertThat(run.run("complete", "./m", "x")).isEqualTo(ExitCode.MODEL);
        assertThat(run.err())
                .isEqualTo("phi: ./m: holds no config.json; give another folder." + System.lineSeparator());
    }

    @Test
    void verboseShowsWhereTheErrorCameFrom() {
        run.model.loadFailure = new ModelLoadException("no");
        run.run("complete", "m", "x", "--verbose");
        assertThat(run.err()).contains("ModelLoadException: no", "at io.phiworkbench.cli.CompleteCommandTest");
    }

    @Test
    void aFailedRunHasItsOwnExitCode() {
        run.model.runFailure = new GenerationException(new Failure.Plain("out of memory in layer 3"), null);
        assertThat(run.run("complete", "m", "x", "-q")).isEqualTo(ExitCode.GENERATION);
        assertThat(run.err()).isEqualTo("phi: out of memory in layer 3" + System.lineSeparator());
        assertThat(run.model.closed).isTrue();
    }

    @Test
    void aPromptThatCannotBeUnderstoodIsBadInput() {
        run.model.estimateFailure = new GenerationException(new Failure.Plain("a.png: is no picture"), null);
        assertThat(run.run("complete", "m", "x")).isEqualTo(ExitCode.INPUT);
        assertThat(run.model.prompts).isEmpty();
    }

    @Test
    void aPromptThatDoesNotFitIsBadInput() {
        run.model.promptTokens = 1200;
        run.model.runFailure =
                new GenerationException(new Failure.Plain("the prompt has 1,200 tokens, the context 1,000"), null);
        assertThat(run.run("complete", "m", "x")).isEqualTo(ExitCode.INPUT);
    }

    @Test
    void picturesComeInTheOrderOfTheCommandLine(@TempDir Path folder) throws Exception {
        Path a = Files.write(folder.resolve("a.png"), CommandRun.png(1));
        Path b = Files.write(folder.resolve("b.png"), CommandRun.png(2));
        run.run("complete", "m", "--image", b.toString(), "--image", a.toString(), "x");
        assertThat(run.model.prompts.getFirst().images()).extracting("name").containsExactly("b.png", "a.png");
    }

    @Test
    void aMissingPictureIsBadInputBeforeTheModelLoads() {
        assertThat(run.run("complete", "m", "--image", "nowhere.png", "x")).isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).isEqualTo("phi: nowhere.png does not exist" + System.lineSeparator());
        assertThat(run.model.folder).isNull();
    }

    @Test
    void ctrlCCancelsTheAnswerAndKeepsWhatItHad() throws Exception {
        run.model.waitsForCancel = true;
        Thread ctrlC = Thread.ofVirtual().start(() -> {
            try {
                run.model.answering.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            run.interrupts.interrupt();
        });
        assertThat(run.run("complete", "m", "x")).isEqualTo(ExitCode.CANCELLED);
        ctrlC.join();
        assertThat(run.out()).isEqualTo("x!" + System.lineSeparator());
        assertThat(run.ended()).isFalse();
    }

    @Test
    void theFormOfTheAnswerReachesTheRun(@TempDir Path folder) throws Exception {
        Path schema = Files.writeString(folder.resolve("s.json"), "{\"type\": \"array\"}");
        assertThat(run.run("complete", "m", "x", "--json-schema", schema.toString()))
                .isZero();
        assertThat(run.run("complete", "m", "x", "--format", "json")).isZero();
        assertThat(run.run("complete", "m", "x", "--choice", "yes", "--choice", "no"))
                .isZero();
        assertThat(run.model.options)
                .extracting(GenerationOptions::format)
                .containsExactly(
                        new OutputFormat.JsonSchema("{\"type\": \"array\"}"),
                        OutputFormat.JSON,
                        new OutputFormat.Choice(List.of("yes", "no")));
    }

    @Test
    void aSchemaThatIsNotUnderstoodIsSaidBeforeTheModelIsLoaded(@TempDir Path folder) throws Exception {
        Path schema = Files.writeString(folder.resolve("s.json"), "{\"not\": {}}");
        assertThat(run.run("complete", "m", "x", "--json-schema", schema.toString()))
                .isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).contains("uses \"not\"");
        assertThat(run.run("complete", "m", "x", "--json-schema", folder + "/none"))
                .isEqualTo(ExitCode.INPUT);
        assertThat(run.run("complete", "m", "x", "--format", "json", "--pattern", "a"))
                .isEqualTo(ExitCode.USAGE);
        Path cut = Files.writeString(folder.resolve("cut.json"), "{");
        assertThat(run.run("complete", "m", "x", "--json-schema", cut.toString()))
                .isEqualTo(ExitCode.INPUT);
        assertThat(run.err())
                .contains("none: cannot be read as a JSON schema (no such file or folder); give a UTF-8 text file")
                .contains("cut.json: is no JSON (Unexpected end-of-input: expected close marker for Object, line 1,")
                .doesNotContain("Exception", "REDACTED");
        assertThat(run.model.prompts).isEmpty();
    }
}
