package io.phiworkbench.models;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.LoadProgress;
import java.nio.file.Path;

/** What happens to models in memory. */
public sealed interface ModelsEvent {

    /** Loading began. */
    record LoadStarted(Path folder) implements ModelsEvent {}

    /** Loading went on. */
    record LoadProgressed(Path folder, LoadProgress progress) implements ModelsEvent {}

    /** A model is ready. */
    record Loaded(LoadedModel model) implements ModelsEvent {}

    /** Loading failed or was cancelled. One line for the user: what, why, what to do. */
    record LoadFailed(Path folder, Failure failure, boolean cancelled) implements ModelsEvent {}

    /** A model's memory is given back. */
    record Unloaded(LoadedModel model) implements ModelsEvent {}

    /** The folder of a loaded model vanished; the model answers on, but cannot be loaded again. */
    record FolderGone(LoadedModel model) implements ModelsEvent {}
}
