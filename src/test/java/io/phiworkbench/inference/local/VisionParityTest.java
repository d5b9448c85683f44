package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.Prompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VisionParityTest {
    private static final GoldenCase GOLDEN = GoldenCase.of("phi35-vision");
    private static final double LOGITS_TOLERANCE = 2e-4;
    private static LocalChatModel model;

    @BeforeAll
    static void load() {
        model = new LocalModelLoader()
                .loadLocal(
                        GOLDEN.folder(), LoadOptions.auto().withPrecision(Precision.FP32), progress -> {}, () -> false);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    static Stream<String> scenarios() {
        var names = new ArrayList<String>();
        GOLDEN.expected().get("scenarios").fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    private static Prompt.TokenIds prompt(JsonNode scenario) {
        var ids = new ArrayList<Integer>();
        for (JsonNode segment : scenario.get("prompt_segments")) {
            if (segment.has("image")) {
                ids.add(-segment.get("image").asInt());
            } else {
                segment.get("ids").forEach(id -> ids.add(id.asInt()));
            }
        }
        List<ImageInput> images = new ArrayList<>();
        scenario.get("images").forEach(name -> images.add(image(name.asText())));
        return new Prompt.TokenIds(ids, images);
    }

    private static ImageInput image(String name) {
        try {
            return ImageInput.of(name, Files.readAllBytes(GOLDEN.folder().resolve(name + ".png")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GenerationOptions options(JsonNode scenario) {
        return GenerationOptions.greedy()
                .withMaxTokens(24)
                .withIgnoreEndOfText(true)
                .withNumCrops(OptionalInt.of(scenario.get("num_crops").asInt()));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void countsTheReferencesTokensBeforeRunning(String name) {
        JsonNode scenario = GOLDEN.expected().at("/scenarios/" + name);
        List<Integer> expected = new ArrayList<>();
        scenario.get("num_img_tokens").forEach(n -> expected.add(n.asInt()));
        var estimate = model.estimate(prompt(scenario), options(scenario));
        assertThat(estimate.imageTokens()).isEqualTo(expected);
        assertThat(estimate.totalTokens())
                .isEqualTo(scenario.get("input_length").asInt());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void givesTheReferencesLogits(String name) {
        JsonNode scenario = GOLDEN.expected().at("/scenarios/" + name);
        PromptLogits logits = model.logits(prompt(scenario), options(scenario));
        float[] expected = GOLDEN.floats(name + ".logits_rows");
        List<Integer> rows = GOLDEN.integers(name + ".logits_row_index");
        float[] actual = new float[expected.length];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(logits.values(), rows.get(i) * logits.vocab(), actual, i * logits.vocab(), logits.vocab());
        }
        assertThat(GoldenCase.error(actual, expected)).isLessThan(LOGITS_TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void generatesTheReferencesTokens(String name) {
        JsonNode scenario = GOLDEN.expected().at("/scenarios/" + name);
        GenerationResult result = model.generate(prompt(scenario), options(scenario), event -> {})
                .result()
                .join();
        assertThat(result.tokens().stream().map(GeneratedToken::id).toList())
                .isEqualTo(GOLDEN.integers(name + ".greedy"));
    }

    @org.junit.jupiter.api.Test
    void picturesThatDoNotFitAreRefusedWithTheNumberOfCropsThatWould() {
        var images = java.util.Collections.nCopies(5, image("wide"));
        var prompt = new Prompt.TokenIds(List.of(1, -1, -2, -3, -4, -5), images);
        assertThat(model.generate(prompt, GenerationOptions.greedy().withNumCrops(OptionalInt.of(16)), event -> {})
                        .result())
                .failsWithin(java.time.Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("9,546 tokens (9,545 of them for pictures)")
                .withMessageContaining("holds 8,192")
                .withMessageContaining("with num_crops 11 the pictures fit");
    }
}
