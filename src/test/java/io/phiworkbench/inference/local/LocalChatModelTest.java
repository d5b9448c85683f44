package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.DeviceChoice;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalChatModelTest {
    private static final Prompt PROMPT = new Prompt.TokenIds(List.of(1, 233, 200, 146));
    private static final GenerationOptions OPTIONS =
            GenerationOptions.greedy().withIgnoreEndOfText(true).withMaxTokens(200);
    private static LocalChatModel model;

    @BeforeAll
    static void load() {
        model = load(LoadOptions.auto().withPrecision(Precision.FP32).withThreads(1));
    }

    private static LocalChatModel load(LoadOptions options) {
        return new LocalModelLoader()
                .loadLocal(GoldenCase.of("phi3-medium").folder(), options, progress -> {}, () -> false);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static GenerationResult run(Prompt prompt, GenerationOptions options) {
        return model.generate(prompt, options, event -> {}).result().join();
    }

    @Test
    void cancelEndsTheRunWithTheTokenThatWasBeingMade() {
        var run = new CompletableFuture<Generation>();
        var tokens = new AtomicInteger();
        Generation generation = model.generate(PROMPT, OPTIONS, event -> {
            if (event instanceof GenerationEvent.TokenGenerated && tokens.incrementAndGet() == 5) {
                run.join().cancel();
            }
        });
        run.complete(generation);
        GenerationResult result = generation.result().join();
        assertThat(result.reason()).isEqualTo(FinishReason.CANCELLED);
        assertThat(result.tokens()).hasSize(5);
    }

    @Test
    void aRunCancelledInTheQueueNeverStarts() {
        var release = new CompletableFuture<Void>();
        Generation first = model.generate(PROMPT, OPTIONS.withMaxTokens(1), event -> release.join());
        var events = new ArrayList<GenerationEvent>();
        Generation second = model.generate(PROMPT, OPTIONS, events::add);
        second.cancel();
        release.complete(null);
        first.result().join();
        assertThat(second.result().join().reason()).isEqualTo(FinishReason.CANCELLED);
        assertThat(events).singleElement().isInstanceOf(GenerationEvent.Finished.class);
    }

    @Test
    void sameSeedGivesTheSameText() {
        GenerationOptions sampled = OPTIONS.withTemperature(1).withMaxTokens(30).withSeed(11);
        assertThat(run(PROMPT, sampled).tokens()).isEqualTo(run(PROMPT, sampled).tokens());
    }

    @Test
    void promptLookupChangesNothingWhenSamplingEither() {
        GenerationOptions sampled =
                OPTIONS.withTemperature(0.3).withMaxTokens(60).withSeed(3);
        Prompt repeating = new Prompt.TokenIds(List.of(1, 5, 6, 7, 8, 5, 6, 7, 8, 5, 6));
        assertThat(ids(run(repeating, sampled.withPromptLookup(true))))
                .isEqualTo(ids(run(repeating, sampled.withPromptLookup(false))));
    }

    private static List<Integer> ids(GenerationResult result) {
        return result.tokens().stream().map(token -> token.id()).toList();
    }

    @Test
    void theRecordHoldsTheSeedThatWasUsed() {
        GenerationOptions sampled = OPTIONS.withTemperature(1).withMaxTokens(20);
        GenerationResult first = run(PROMPT, sampled);
        assertThat(first.record().options().seed()).isPresent();
        assertThat(run(PROMPT, first.record().options()).tokens()).isEqualTo(first.tokens());
    }

    @Test
    void alternativesAreBestFirstAndIncludeTheGreedyChoice() {
        GenerationResult result = run(PROMPT, OPTIONS.withMaxTokens(3).withAlternatives(5));
        assertThat(result.tokens()).allSatisfy(token -> {
            assertThat(token.alternatives()).hasSize(5);
            assertThat(token.alternatives().getFirst().id()).isEqualTo(token.id());
            assertThat(token.alternatives().getFirst().logprob()).isEqualTo(token.logprob());
        });
    }

    @Test
    void goesOnAfterAFailedRun() {
        assertThat(model.generate(new Prompt.TokenIds(List.of(1, 9999)), OPTIONS, event -> {})
                        .result())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("token 9999 is none of the model's 368");
        assertThat(run(PROMPT, OPTIONS.withMaxTokens(2)).tokens()).hasSize(2);
    }

    @Test
    void aFailedRunEndsWithTheFailedEvent() {
        var last = new AtomicReference<GenerationEvent>();
        var generation = model.generate(new Prompt.TokenIds(List.of()), OPTIONS, last::set);
        assertThat(generation.result()).failsWithin(Duration.ofSeconds(10));
        assertThat(last.get()).isInstanceOf(GenerationEvent.Failed.class);
    }

    @Test
    void textNeedsATokenizer() {
        assertThat(model.generate(new Prompt.Completion("Hello"), OPTIONS, event -> {})
                        .result())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("no tokenizer.json");
    }

    @Test
    void picturesNeedAVisionModel() {
        var prompt = new Prompt.TokenIds(List.of(1, -1), List.of(ImageInput.of("a.png", new byte[] {1})));
        assertThat(model.generate(prompt, OPTIONS, event -> {}).result())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("reads text only");
    }

    @Test
    void aClosedModelTakesNoRuns() {
        LocalChatModel other = load(LoadOptions.auto().withThreads(1));
        other.close();
        assertThatThrownBy(() -> other.generate(PROMPT, OPTIONS, event -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void closingCancelsWhatRuns() {
        LocalChatModel other = load(LoadOptions.auto().withThreads(1));
        var started = new CompletableFuture<Void>();
        Generation run = other.generate(PROMPT, OPTIONS.withMaxTokens(250), event -> {
            if (event instanceof GenerationEvent.TokenGenerated) {
                started.complete(null);
            }
        });
        started.join();
        other.close();
        assertThat(run.result()).isDone();
    }

    @Test
    void saysThatThereIsNoCudaDevice() {
        org.junit.jupiter.api.Assumptions.assumeTrue(io.phiworkbench.torch.TorchRuntime.cudaDevices() == 0);
        assertThatThrownBy(() -> load(LoadOptions.auto().withDevice(DeviceChoice.CUDA)))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("no CUDA device");
    }

    @Test
    void loadingCanBeCancelled() {
        assertThatThrownBy(() -> new LocalModelLoader()
                        .load(GoldenCase.of("phi3-medium").folder(), LoadOptions.auto(), progress -> {}, () -> true))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("cancelled");
    }
}
