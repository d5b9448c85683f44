package io.phiworkbench.inference;

import java.util.function.Consumer;

/** A model that stands in front of another: what it does not do itself, that one does. */
public interface ModelInFront extends ChatModel {
    /** The model behind. */
    ChatModel behind();

    @Override
    default ModelDescription description() {
        return behind().description();
    }

    @Override
    default PromptEstimate estimate(Prompt prompt, GenerationOptions options) {
        return behind().estimate(prompt, options);
    }

    @Override
    default Generation generate(Prompt prompt, GenerationOptions options, Consumer<GenerationEvent> listener) {
        return behind().generate(prompt, options, listener);
    }

    @Override
    default MemoryFigures memory() {
        return behind().memory();
    }

    @Override
    default void close() {
        behind().close();
    }
}
