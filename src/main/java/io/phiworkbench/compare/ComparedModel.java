package io.phiworkbench.compare;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ModelLoadException;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A model that takes part, not yet loaded.
 *
 * @param label what it is called in results; no two of a comparison share one
 * @param bytes memory it will take: 0 for remote models, absent where it cannot be told before loading
 * @param options its own settings
 * @param opener loads it, blocking; throws {@link ModelLoadException}; what it gives is the comparison's to close
 */
public record ComparedModel(String label, OptionalLong bytes, GenerationOptions options, Supplier<ChatModel> opener) {}
