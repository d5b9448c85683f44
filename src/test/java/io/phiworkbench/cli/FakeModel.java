package io.phiworkbench.cli;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadProgress;
import io.phiworkbench.inference.MemoryFigures;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.ModelLoader;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.PromptEstimate;
import io.phiworkbench.inference.RunRecord;
import io.phiworkbench.inference.RunStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A model that answers "&lt;question&gt;!" in two tokens, and remembers what it was asked. */
final class FakeModel implements ChatModel, ModelLoader {
    static final int CONTEXT = 1000;
    static final int IMAGE_TOKENS = 57;

    final List<Prompt> prompts = new ArrayList<>();
    final List<GenerationOptions> options = new ArrayList<>();
    Path folder;
    LoadOptions loadOptions;
    ModelLoadException loadFailure;
    GenerationException estimateFailure;
    GenerationException runFailure;
    int promptTokens = 7;
    boolean waitsForCancel;
    /** The prompt, from 1, whose answer does the same. */
    int waitsForCancelAt;

    final CountDownLatch answering = new CountDownLatch(1);
    boolean closed;

    @Override
    public ChatModel load(Path place, LoadOptions how, Consumer<LoadProgress> progress, BooleanSupplier cancelled) {
        folder = place;
        loadOptions = how;
        progress.accept(new LoadProgress(LoadProgress.Step.LOADING, "weights", 1, 2));
        if (loadFailure != null) {
            throw loadFailure;
        }
        return this;
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription(
                "fake",
                "Phi3ForCausalLM",
                "abc",
                10,
                "fp32",
                "cpu",
                "it is a test",
                CONTEXT,
                OptionalInt.empty(),
                true,
                16,
                4,
                336,
                14,
                40,
                8,
                false);
    }

    @Override
    public PromptEstimate estimate(Prompt prompt, GenerationOptions settings) {
        if (estimateFailure != null) {
            throw estimateFailure;
        }
        List<Integer> images = prompt.images().stream().map(i -> IMAGE_TOKENS).toList();
        return new PromptEstimate(promptTokens, images, CONTEXT);
    }

    @Override
    public Generation generate(Prompt prompt, GenerationOptions settings, Consumer<GenerationEvent> listener) {
        prompts.add(prompt);
        options.add(settings);
        CountDownLatch cancel = new CountDownLatch(1);
        CompletableFuture<GenerationResult> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> answer(prompt, settings, listener, cancel, result));
        return new Generation() {
            @Override
            public void cancel() {
                cancel.countDown();
            }

            @Override
            public CompletableFuture<GenerationResult> result() {
                return result;
            }
        };
    }

    private void answer(
            Prompt prompt,
            GenerationOptions settings,
            Consumer<GenerationEvent> listener,
            CountDownLatch cancel,
            CompletableFuture<GenerationResult> result) {
        listener.accept(new GenerationEvent.PhaseProgress(Phase.PREFILL, 3, 7));
        if (runFailure != null) {
            listener.accept(new GenerationEvent.Failed(runFailure));
            return;
        }
        List<GeneratedToken> tokens = List.of(token(11, question(prompt), settings), token(12, "!", settings));
        tokens.forEach(t -> listener.accept(new GenerationEvent.TokenGenerated(t)));
        FinishReason reason = FinishReason.END_OF_TEXT;
        if (waitsForCancel || prompts.size() == waitsForCancelAt) {
            answering.countDown();
            await(cancel);
            reason = FinishReason.CANCELLED;
        }
        GenerationResult done = new GenerationResult(
                question(prompt) + "!",
                tokens,
                reason,
                statistics(),
                new RunRecord("fake", "abc", "fp32", "cpu", settings, List.of()));
        listener.accept(new GenerationEvent.Finished(done));
        result.complete(done);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneratedToken token(int id, String text, GenerationOptions settings) {
        boolean wanted = settings.alternatives() > 0;
        return new GeneratedToken(
                id,
                text,
                wanted ? -0.25 : Double.NaN,
                wanted ? List.of(new GeneratedToken.Alternative(id, text, -0.25)) : List.of());
    }

    private static String question(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Chat chat -> {
                ChatMessage last = chat.messages().getLast();
                yield last.text();
            }
            case Prompt.Completion completion -> completion.text();
            case Prompt.TokenIds ids -> ids.ids().toString();
        };
    }

    private static RunStatistics statistics() {
        return new RunStatistics(
                Map.of(Phase.PREFILL, Duration.ofMillis(500), Phase.DECODE, Duration.ofMillis(250)),
                7,
                0,
                2,
                2,
                Duration.ofMillis(510),
                0,
                0,
                new FakeModel().memory());
    }

    @Override
    public MemoryFigures memory() {
        return new MemoryFigures(40, 8, 100, 200, 50, OptionalLong.empty(), OptionalLong.empty());
    }

    @Override
    public void close() {
        closed = true;
    }
}
