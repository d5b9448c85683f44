package io.phiworkbench.models;

import io.phiworkbench.inference.ModelLoadException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A load that is under way. Thread-safe. */
public final class ModelLoading {
    private final Path folder;
    private final CompletableFuture<LoadedModel> result = new CompletableFuture<>();
    private volatile boolean cancelled;

    ModelLoading(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /** Asks it to stop; what was loaded is freed. Returns at once; no effect once it is done. */
    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** Completes with the model, or with a {@link ModelLoadException} whose message is one line for the user. */
    public CompletableFuture<LoadedModel> result() {
        return result;
    }
}
