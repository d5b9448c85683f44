package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.Prompt;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreedyParityTest {
    private static final GenerationOptions GREEDY =
            GenerationOptions.greedy().withMaxTokens(24).withIgnoreEndOfText(true);

    private static LocalChatModel load(GoldenCase golden) {
        return new LocalModelLoader()
                .loadLocal(
                        golden.folder(),
                        LoadOptions.auto().withPrecision(Precision.FP32).withThreads(1),
                        progress -> {},
                        () -> false);
    }

    private static List<Integer> ids(GenerationResult result) {
        return result.tokens().stream().map(GeneratedToken::id).toList();
    }

    private static GenerationResult run(LocalChatModel model, List<Integer> prompt, GenerationOptions options) {
        return model.generate(new Prompt.TokenIds(prompt), options, event -> {})
                .result()
                .join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phi3-mini-4k",
                "phi3-medium",
                "phi35-mini-longrope",
                "phi35-moe",
                "phi3-small-8k",
                "phi3-small-128k"
            })
    void generatesTheReferencesTokensWithAndWithoutPromptLookup(String name) {
        GoldenCase golden = GoldenCase.of(name);
        try (LocalChatModel model = load(golden)) {
            for (int i = 0; i < golden.prompts(); i++) {
                for (boolean lookup : new boolean[] {false, true}) {
                    GenerationResult result =
                            run(model, golden.integers("input_ids." + i), GREEDY.withPromptLookup(lookup));
                    assertThat(ids(result))
                            .as("prompt %d, lookup %s", i, lookup)
                            .isEqualTo(golden.integers("greedy." + i));
                    assertThat(result.reason()).isEqualTo(FinishReason.MAX_TOKENS);
                }
            }
        }
    }

    // 53 tokens end in the middle of a block of Phi-3-small; all prefixes lie past the LongRoPE switch where there is
    // one.
    @ParameterizedTest
    @CsvSource({"phi3-medium, 20", "phi35-moe, 20", "phi3-small-8k, 53", "phi3-small-128k, 53"})
    void secondTurnComputesOnlyWhatIsNewAndSaysTheSame(String name, int before) {
        GoldenCase golden = GoldenCase.of(name);
        List<Integer> prompt = golden.integers("input_ids.2");
        try (LocalChatModel model = load(golden)) {
            run(model, prompt.subList(0, before), GREEDY);
            GenerationResult result = run(model, prompt, GREEDY);
            assertThat(result.statistics().reusedTokens()).isEqualTo(before);
            assertThat(ids(result)).isEqualTo(golden.integers("greedy.2"));
        }
    }

    @ParameterizedTest
    @CsvSource({"phi3-medium, 25", "phi35-moe, 25", "phi3-small-8k, 90", "phi3-small-128k, 90"})
    void editInTheMiddleKeepsTheCommonPrefix(String name, int place) {
        GoldenCase golden = GoldenCase.of(name);
        List<Integer> prompt = golden.integers("input_ids.2");
        var edited = new ArrayList<>(prompt);
        edited.set(place, prompt.get(place) == 7 ? 8 : 7);
        try (LocalChatModel model = load(golden)) {
            run(model, edited, GREEDY.withMaxTokens(4));
            GenerationResult result = run(model, prompt, GREEDY);
            assertThat(result.statistics().reusedTokens()).isEqualTo(place);
            assertThat(ids(result)).isEqualTo(golden.integers("greedy.2"));
        }
    }

    @Test
    void crossingTheOriginalContextIsAPhaseOfItsOwn() {
        GoldenCase golden = GoldenCase.of("phi35-mini-longrope");
        var phases = new ArrayList<GenerationEvent.PhaseProgress>();
        try (LocalChatModel model = load(golden)) {
            model.generate(new Prompt.TokenIds(golden.integers("input_ids.0")), GREEDY, event -> {
                        if (event instanceof GenerationEvent.PhaseProgress p && p.phase() == Phase.RE_PREFILL) {
                            phases.add(p);
                        }
                    })
                    .result()
                    .join();
        }
        assertThat(phases)
                .containsExactly(
                        new GenerationEvent.PhaseProgress(Phase.RE_PREFILL, 0, 17),
                        new GenerationEvent.PhaseProgress(Phase.RE_PREFILL, 17, 17));
    }

    @Test
    void promptsThatFillTheContextAreRefusedWithBothNumbers() {
        GoldenCase golden = GoldenCase.of("phi3-mini-4k");
        try (LocalChatModel model = load(golden)) {
            var tooLong = java.util.Collections.nCopies(128, 5);
            assertThat(model.generate(new Prompt.TokenIds(tooLong), GREEDY, event -> {})
                            .result())
                    .failsWithin(java.time.Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withMessageContaining("128 tokens")
                    .withMessageContaining("holds 128");
        }
    }
}
