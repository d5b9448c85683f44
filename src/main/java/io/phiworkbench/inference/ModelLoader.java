package io.phiworkbench.inference;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Opens checkpoint folders. Implemented by the local engine; a view is given one, so that its tests can give another. */
public interface ModelLoader {

    /**
     * Loads a checkpoint; blocks until it is ready, so not for the FX thread.
     *
     * @param folder a Hugging Face checkpoint folder
     * @param progress called on the loading thread
     * @param cancelled asked often; once true, what was loaded is freed
     * @throws ModelLoadException if the folder holds no readable model of a supported kind, if it does not fit into
     *     memory (said before loading), or when cancelled
     */
    ChatModel load(Path folder, LoadOptions options, Consumer<LoadProgress> progress, BooleanSupplier cancelled);
}
