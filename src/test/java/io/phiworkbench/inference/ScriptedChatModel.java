package io.phiworkbench.inference;

import io.phiworkbench.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A model that says what a test has written for it, token by token, on a thread of its own as a real one does. A test
 * that wants to look in between calls {@link #holdTokens} and lets single tokens through with {@link #release}; nothing
 * sleeps.
 */
public final class ScriptedChatModel implements ChatModel {

    /** What a run asked. */
    public record Asked(Prompt prompt, GenerationOptions options) {}

    private final String name;
    private final ExecutorService thread;
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore gate = new Semaphore(0);
    private volatile boolean held;
    private volatile Function<Asked, List<GeneratedToken>> script;
    private volatile Failure failure;
    private volatile boolean closed;

    private ScriptedChatModel(String name, Function<Asked, List<GeneratedToken>> script) {
        this.name = name;
        this.script = script;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("scripted-" + name).daemon().factory());
    }

    /** Answers every prompt with these tokens. */
    public static ScriptedChatModel saying(String... tokens) {
        return new ScriptedChatModel("Scripted", _ -> tokens(tokens));
    }

    /** Answers each prompt with the tokens that the script gives for it. */
    public static ScriptedChatModel answering(Function<Asked, List<GeneratedToken>> script) {
        return new ScriptedChatModel("Scripted", script);
    }

    /** Tokens without probabilities. */
    public static List<GeneratedToken> tokens(String... texts) {
        List<GeneratedToken> tokens = new ArrayList<>();
        for (String text : texts) {
            tokens.add(new GeneratedToken(tokens.size(), text, Double.NaN, List.of()));
        }
        return tokens;
    }

    /** The same model under another name. */
    public ScriptedChatModel named(String other) {
        return new ScriptedChatModel(other, script);
    }

    /** From now on says this. */
    public void say(String... tokens) {
        script = _ -> tokens(tokens);
    }

    /** Every further run fails for this reason after its first token; with none they go on again. */
    public void failWith(Failure why) {
        failure = why;
    }

    /** From now on every token waits for {@link #release}. */
    public void holdTokens() {
        held = true;
    }

    /** Lets so many tokens through. */
    public void release(int tokens) {
        gate.release(tokens);
    }

    /** Lets all further tokens through. */
    public void releaseAll() {
        held = false;
        gate.release(1_000_000);
    }

    /** What was asked so far, oldest first. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription(
                name,
                "Scripted",
                "hash-of-" + name,
                1,
                "fp32",
                "cpu",
                "a script needs no other",
                131_072,
                OptionalInt.of(4096),
                true,
                16,
                4,
                336,
                14,
                4,
                64,
                false);
    }

    @Override
    public PromptEstimate estimate(Prompt prompt, GenerationOptions options) {
        int words = prompt instanceof Prompt.Chat chat
                ? chat.messages().stream()
                        .mapToInt(m -> m.text().split("\\s+").length)
                        .sum()
                : 1;
        return new PromptEstimate(words, prompt.images().stream().map(_ -> 757).toList(), 131_072);
    }

    @Override
    public Generation generate(Prompt prompt, GenerationOptions options, Consumer<GenerationEvent> listener) {
        if (closed) {
            throw new ModelClosedException();
        }
        Asked question = new Asked(prompt, options);
        Run run = new Run(question, listener);
        asked.add(question);
        thread.execute(run::execute);
        return run;
    }

    @Override
    public MemoryFigures memory() {
        return new MemoryFigures(4, 64, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty());
    }

    @Override
    public void close() {
        closed = true;
        releaseAll();
        thread.shutdown();
    }

    private final class Run implements Generation {
        private final Asked asked;
        private final Consumer<GenerationEvent> listener;
        private final CompletableFuture<GenerationResult> result = new CompletableFuture<>();
        private final AtomicBoolean cancelled = new AtomicBoolean();

        Run(Asked asked, Consumer<GenerationEvent> listener) {
            this.asked = asked;
            this.listener = listener;
        }

        void execute() {
            try {
                listener.accept(new GenerationEvent.PhaseProgress(Phase.PREFILL, 1, 1));
                List<GeneratedToken> said = new ArrayList<>();
                FinishReason reason = say(said);
                GenerationResult end = end(said, reason);
                listener.accept(new GenerationEvent.Finished(end));
                result.complete(end);
            } catch (GenerationException e) {
                listener.accept(new GenerationEvent.Failed(e));
                result.completeExceptionally(e);
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
                throw e;
            }
        }

        private FinishReason say(List<GeneratedToken> said) {
            for (GeneratedToken token : script.apply(asked)) {
                if (said.size() >= asked.options().maxTokens()) {
                    return FinishReason.MAX_TOKENS;
                }
                if (held) {
                    gate.acquireUninterruptibly();
                }
                if (cancelled.get()) {
                    return FinishReason.CANCELLED;
                }
                said.add(token);
                listener.accept(new GenerationEvent.TokenGenerated(token));
                if (failure != null) {
                    throw new GenerationException(failure, null);
                }
            }
            return cancelled.get() ? FinishReason.CANCELLED : FinishReason.END_OF_TEXT;
        }

        private GenerationResult end(List<GeneratedToken> said, FinishReason reason) {
            StringBuilder text = new StringBuilder();
            said.forEach(token -> text.append(token.text()));
            GenerationOptions used = asked.options().seed().isPresent()
                    ? asked.options()
                    : asked.options().withSeed(42);
            return new GenerationResult(
                    text.toString(),
                    said,
                    reason,
                    new RunStatistics(
                            Map.of(Phase.PREFILL, Duration.ofMillis(10), Phase.DECODE, Duration.ofMillis(20)),
                            estimate(asked.prompt(), asked.options()).totalTokens(),
                            757 * asked.prompt().images().size(),
                            0,
                            said.size(),
                            Duration.ofMillis(12),
                            0,
                            0,
                            memory()),
                    new RunRecord(
                            name,
                            "hash-of-" + name,
                            "fp32",
                            "cpu",
                            used,
                            asked.prompt().images().stream()
                                    .map(ImageInput::sha256)
                                    .toList()));
        }

        @Override
        public void cancel() {
            cancelled.set(true);
            if (held) {
                gate.release();
            }
        }

        @Override
        public CompletableFuture<GenerationResult> result() {
            return result;
        }
    }
}
