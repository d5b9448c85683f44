package io.phiworkbench.analysis;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.RunFault;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** One run of a model, waited for. An interrupt of the waiting thread cancels it. */
public final class ModelRun {
    private ModelRun() {}

    /**
     * @param listener called on the model's thread, never again once this returned or threw: a cancelled run goes on up
     *     to its next token
     * @throws GenerationException if the run fails
     * @throws ModelGoneException if the model was closed before or while it ran
     * @throws CancellationException if the waiting thread was interrupted
     */
    public static GenerationResult of(
            ChatModel model,
            List<ChatMessage> messages,
            GenerationOptions options,
            Consumer<GenerationEvent> listener) {
        Hearing hearing = new Hearing(listener);
        Generation generation = start(model, messages, options, hearing::hear);
        try {
            GenerationResult result = generation.result().get();
            if (result.reason() == FinishReason.CANCELLED) {
                throw new ModelGoneException(model.description().name());
            }
            return result;
        } catch (InterruptedException e) {
            generation.cancel();
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("the run was stopped");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GenerationException cause) {
                throw cause;
            }
            throw new GenerationException(RunFault.of(e.getCause()), e.getCause());
        } finally {
            hearing.end();
        }
    }

    private static Generation start(
            ChatModel model,
            List<ChatMessage> messages,
            GenerationOptions options,
            Consumer<GenerationEvent> listener) {
        try {
            return model.generate(new Prompt.Chat(messages), options, listener);
        } catch (IllegalStateException e) {
            throw new ModelGoneException(model.description().name(), e);
        }
    }

    /** Passes events on until it is ended. */
    private static final class Hearing {
        private final Consumer<GenerationEvent> listener;
        private boolean ended;

        Hearing(Consumer<GenerationEvent> listener) {
            this.listener = listener;
        }

        synchronized void hear(GenerationEvent event) {
            if (!ended) {
                listener.accept(event);
            }
        }

        synchronized void end() {
            ended = true;
        }
    }
}
