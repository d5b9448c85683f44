package io.phiworkbench.ui;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.MemoryFigures;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.PromptEstimate;
import io.phiworkbench.inference.RunRecord;
import io.phiworkbench.inference.RunStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model that says what it is told to, word by word, with the events of a real one. */
public final class ScriptedModel implements ChatModel {
    private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*$|\\s*\\S+");
    private static final int PICTURE_TOKENS = 757;

    private final String name;
    private final Function<Prompt, String> script;
    private final Duration perToken;
    private volatile boolean closed;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("scripted").factory());

    /**
     * @param script the answer to a prompt; may throw {@link GenerationException}
     * @param perToken pause before every token
     */
    public ScriptedModel(String name, Function<Prompt, String> script, Duration perToken) {
        this.name = name;
        this.script = script;
        this.perToken = perToken;
    }

    /** The text of the prompt's last message. */
    public static String lastText(Prompt prompt) {
        return ((Prompt.Chat) prompt).messages().getLast().text();
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription(
                name,
                "Phi3VForCausalLM",
                "0".repeat(64),
                4_146_621_440L,
                "int8",
                "cpu",
                "no accelerator was found",
                131_072,
                OptionalInt.of(4096),
                true,
                16,
                4,
                336,
                14,
                4_300_000_000L,
                393_216,
                false);
    }

    @Override
    public PromptEstimate estimate(Prompt prompt, GenerationOptions options) {
        return new PromptEstimate(
                textTokens(prompt),
                prompt.images().stream().map(_ -> PICTURE_TOKENS).toList(),
                131_072);
    }

    private static int textTokens(Prompt prompt) {
        List<ChatMessage> messages = ((Prompt.Chat) prompt).messages();
        return messages.stream()
                .mapToInt(m -> 4 + m.text().split("\\s+").length)
                .sum();
    }

    @Override
    public Generation generate(Prompt prompt, GenerationOptions options, Consumer<GenerationEvent> listener) {
        Run run = new Run(prompt, options, listener);
        thread.execute(run);
        return run;
    }

    @Override
    public MemoryFigures memory() {
        return new MemoryFigures(
                4_300_000_000L,
                1_610_612_736L,
                6_100_000_000L,
                6_400_000_000L,
                180_000_000L,
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
    }

    private final class Run implements Generation, Runnable {
        private final Prompt prompt;
        private final GenerationOptions options;
        private final Consumer<GenerationEvent> listener;
        private final CompletableFuture<GenerationResult> result = new CompletableFuture<>();
        private volatile boolean cancelled;

        Run(Prompt prompt, GenerationOptions options, Consumer<GenerationEvent> listener) {
            this.prompt = prompt;
            this.options = options;
            this.listener = listener;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        /** Closing a model ends what it runs. */
        private boolean isCancelled() {
            return cancelled || closed;
        }

        @Override
        public CompletableFuture<GenerationResult> result() {
            return result;
        }

        @Override
        public void run() {
            String text;
            try {
                text = script.apply(prompt);
            } catch (GenerationException e) {
                listener.accept(new GenerationEvent.Failed(e));
                result.completeExceptionally(e);
                return;
            }
            int pictures = prompt.images().size();
            for (int i = 0; i < pictures; i++) {
                report(Phase.VISION_ENCODE, i, pictures);
            }
            int promptTokens = textTokens(prompt) + pictures * PICTURE_TOKENS;
            report(Phase.PREFILL, 0, promptTokens);
            report(Phase.PREFILL, promptTokens, promptTokens);
            long start = System.nanoTime();
            List<GeneratedToken> tokens = new ArrayList<>();
            StringBuilder said = new StringBuilder();
            Matcher words = WORD.matcher(text);
            report(Phase.DECODE, 0, 0);
            while (!isCancelled() && words.find()) {
                LockSupport.parkNanos(perToken.toNanos());
                GeneratedToken token = token(words.group());
                tokens.add(token);
                said.append(token.text());
                listener.accept(new GenerationEvent.TokenGenerated(token));
            }
            finish(said.toString(), tokens, promptTokens, pictures, Duration.ofNanos(System.nanoTime() - start));
        }

        private GeneratedToken token(String word) {
            if (options.alternatives() == 0) {
                return new GeneratedToken(word.hashCode() & 0x7fff, word, Double.NaN, List.of());
            }
            double p = word.length() > 6 ? 0.42 : word.length() > 4 ? 0.77 : 0.97;
            return new GeneratedToken(
                    word.hashCode() & 0x7fff,
                    word,
                    Math.log(p),
                    List.of(
                            new GeneratedToken.Alternative(1, word, Math.log(p)),
                            new GeneratedToken.Alternative(2, " another", Math.log((1 - p) * 0.7)),
                            new GeneratedToken.Alternative(3, " the", Math.log((1 - p) * 0.2))));
        }

        private void report(Phase phase, int done, int total) {
            LockSupport.parkNanos(perToken.toNanos());
            listener.accept(new GenerationEvent.PhaseProgress(phase, done, total));
        }

        private void finish(String said, List<GeneratedToken> tokens, int promptTokens, int pictures, Duration decode) {
            RunStatistics statistics = new RunStatistics(
                    Map.of(
                            Phase.IMAGE_DECODE, Duration.ofMillis(90L * pictures),
                            Phase.VISION_ENCODE, Duration.ofMillis(2_300L * pictures),
                            Phase.PREFILL, Duration.ofMillis(1_400 + 1_000L * pictures),
                            Phase.DECODE, decode),
                    promptTokens,
                    pictures * PICTURE_TOKENS,
                    0,
                    tokens.size(),
                    Duration.ofMillis(1_500 + 3_400L * pictures),
                    0,
                    0,
                    memory());
            GenerationOptions used = options.seed().isPresent() ? options : options.withSeed(42);
            RunRecord record = new RunRecord(
                    name,
                    "0".repeat(64),
                    "int8",
                    "cpu",
                    used,
                    prompt.images().stream().map(ImageInput::sha256).toList());
            GenerationResult end = new GenerationResult(
                    said,
                    tokens,
                    isCancelled() ? FinishReason.CANCELLED : FinishReason.END_OF_TEXT,
                    statistics,
                    record);
            listener.accept(new GenerationEvent.Finished(end));
            result.complete(end);
        }
    }
}
