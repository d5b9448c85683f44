package io.phiworkbench.ui.analysis;

import io.phiworkbench.analysis.ModelPrompts;
import io.phiworkbench.inference.ChatModel;
import java.nio.file.Path;

/**
 * The model that reads, and the folder that may say in which words it is asked.
 *
 * @param folder of its checkpoint; need not exist for remote models
 */
public record Reading(ChatModel model, Path folder) {
    /** Reads the folder's file; not for the FX thread. */
    ModelPrompts prompts() {
        return ModelPrompts.of(folder);
    }
}
