package io.phiworkbench.models;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ModelInFront;
import io.phiworkbench.inference.Prompt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A model that knows whether it is being used and when it last was. */
final class TrackedModel implements ModelInFront {
    private static final AtomicLong CLOCK = new AtomicLong();

    private final ChatModel model;
    private final AtomicInteger runs = new AtomicInteger();
    private volatile long lastUse = CLOCK.incrementAndGet();

    TrackedModel(ChatModel model) {
        this.model = model;
    }

    @Override
    public ChatModel behind() {
        return model;
    }

    boolean isBusy() {
        return runs.get() > 0;
    }

    /** Rises with every use of any model. */
    long lastUse() {
        return lastUse;
    }

    @Override
    public Generation generate(Prompt prompt, GenerationOptions options, Consumer<GenerationEvent> listener) {
        lastUse = CLOCK.incrementAndGet();
        runs.incrementAndGet();
        try {
            Generation generation = model.generate(prompt, options, listener);
            generation.result().whenComplete((_, _) -> runs.decrementAndGet());
            return generation;
        } catch (RuntimeException e) {
            runs.decrementAndGet();
            throw e;
        }
    }
}
