package io.phiworkbench.models;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.LoadOptions;
import java.nio.file.Path;

/**
 * A model in memory.
 *
 * @param folder where it came from, absolute
 * @param name what views call it
 * @param options as asked for
 * @param model closed by {@link LoadedModels#unload} only
 */
public record LoadedModel(Path folder, String name, LoadOptions options, ChatModel model) {}
