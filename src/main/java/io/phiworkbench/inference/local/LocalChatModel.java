package io.phiworkbench.inference.local;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.MemoryFigures;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.PromptEstimate;
import io.phiworkbench.inference.RunFault;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A checkpoint on this machine. Runs queue on the model's {@link EngineThread}; everything native happens there.
 *
 * <p>Thread-safe.
 */
public final class LocalChatModel implements ChatModel {
    private final ModelDescription description;
    private final Engine engine;
    private final EngineThread thread;
    private final Set<Run> runs = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    LocalChatModel(ModelDescription description, Engine engine, EngineThread thread) {
        this.description = description;
        this.engine = engine;
        this.thread = thread;
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public PromptEstimate estimate(Prompt prompt, GenerationOptions options) {
        return engine.estimate(prompt, options);
    }

    @Override
    public Generation generate(Prompt prompt, GenerationOptions options, Consumer<GenerationEvent> listener) {
        var run = new Run(prompt, options, listener);
        runs.add(run);
        try {
            thread.submit(run::execute);
        } catch (IllegalStateException e) {
            runs.remove(run);
            throw e;
        }
        return run;
    }

    /**
     * Logits of every token of a prompt, for checks against a reference. Waits for runs that queue before.
     *
     * @throws GenerationException if the prompt does not suit the model
     */
    public PromptLogits logits(Prompt prompt, GenerationOptions options) {
        return thread.call(() -> engine.logits(prompt, options));
    }

    /** Runs something on the inference thread, for measurements. Waits for runs that queue before. */
    <T> T inside(Function<Engine, T> work) {
        return thread.call(() -> work.apply(engine));
    }

    @Override
    public MemoryFigures memory() {
        return engine.memory();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            runs.forEach(Run::cancel);
            try {
                thread.submit(engine::close);
            } finally {
                thread.close();
            }
        }
    }

    /** One queued or running answer. */
    private final class Run implements Generation {
        private final Prompt prompt;
        private final GenerationOptions options;
        private final Consumer<GenerationEvent> listener;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final CompletableFuture<GenerationResult> result = new CompletableFuture<>();

        Run(Prompt prompt, GenerationOptions options, Consumer<GenerationEvent> listener) {
            this.prompt = prompt;
            this.options = options;
            this.listener = listener;
        }

        void execute() {
            try {
                GenerationResult finished =
                        engine.run(prompt, options, listener, () -> cancelled.get() || thread.ending());
                listener.accept(new GenerationEvent.Finished(finished));
                result.complete(finished);
            } catch (GenerationException e) {
                fail(e);
            } catch (RuntimeException | OutOfMemoryError e) {
                fail(new GenerationException(unforeseen(e), e));
            } finally {
                runs.remove(this);
            }
        }

        private static Failure unforeseen(Throwable failure) {
            return failure instanceof OutOfMemoryError ? Failure.of(RunFault.HEAP_OUT_OF_MEMORY) : RunFault.of(failure);
        }

        private void fail(GenerationException cause) {
            try {
                listener.accept(new GenerationEvent.Failed(cause));
            } finally {
                result.completeExceptionally(cause);
            }
        }

        @Override
        public void cancel() {
            cancelled.set(true);
        }

        @Override
        public CompletableFuture<GenerationResult> result() {
            return result.copy();
        }
    }
}
