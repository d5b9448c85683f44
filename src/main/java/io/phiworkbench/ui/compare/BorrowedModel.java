package io.phiworkbench.ui.compare;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.MemoryFigures;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.PromptEstimate;
import java.util.function.Consumer;

/** A model that is in memory anyway and stays there when the comparison is done with it. */
record BorrowedModel(ChatModel owned) implements ChatModel {
    @Override
    public ModelDescription description() {
        return owned.description();
    }

    @Override
    public PromptEstimate estimate(Prompt prompt, GenerationOptions options) {
        return owned.estimate(prompt, options);
    }

    @Override
    public Generation generate(Prompt prompt, GenerationOptions options, Consumer<GenerationEvent> listener) {
        return owned.generate(prompt, options, listener);
    }

    @Override
    public MemoryFigures memory() {
        return owned.memory();
    }

    /** Leaves it to its owner. */
    @Override
    public void close() {}
}
