package io.phiworkbench.inference;

import java.util.function.Consumer;

/**
 * A model that answers prompts: one loaded from a checkpoint, or one behind a remote endpoint.
 *
 * <p>Thread-safe. Runs of one model queue in the order of their calls and execute one at a time on the model's own
 * thread. A request carries the whole conversation; a local model recognises the part it has already computed and
 * computes only what is new, so callers never handle sessions or caches.
 */
public interface ChatModel extends AutoCloseable {

    /** What this model is, where it runs and what it costs; constant over its life. */
    ModelDescription description();

    /**
     * Counts what a prompt would cost without running it: text tokens and the tokens of each picture. Waits for no
     * run, may block for decoding picture headers, so not for the FX thread.
     *
     * @throws GenerationException if the prompt cannot be understood (unreadable picture, picture tags that match
     *     nothing)
     */
    PromptEstimate estimate(Prompt prompt, GenerationOptions options);

    /**
     * Queues a run and returns at once. The listener gets {@link GenerationEvent}s in order: any number of phases and
     * tokens, then exactly one {@link GenerationEvent.Finished} or {@link GenerationEvent.Failed}. A cancelled run
     * finishes, with what it had, for the reason {@link FinishReason#CANCELLED}.
     *
     * @param listener called on the model's thread; must return quickly
     * @throws ModelClosedException if the model is closed
     */
    Generation generate(Prompt prompt, GenerationOptions options, Consumer<GenerationEvent> listener);

    /** Live figures: weights, caches, process. Cheap; any thread. */
    MemoryFigures memory();

    /** Cancels what runs and waits, frees the weights, returns when all native memory is given back. Idempotent. */
    @Override
    void close();
}
