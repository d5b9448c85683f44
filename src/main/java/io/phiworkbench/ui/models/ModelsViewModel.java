package io.phiworkbench.ui.models;

import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadProgress;
import io.phiworkbench.inference.MemoryFigures;
import io.phiworkbench.models.LoadedModel;
import io.phiworkbench.models.LoadedModels;
import io.phiworkbench.models.LoadedModels.Room;
import io.phiworkbench.models.ModelEntry;
import io.phiworkbench.models.ModelLibrary;
import io.phiworkbench.models.ModelLoading;
import io.phiworkbench.models.ModelsEvent;
import io.phiworkbench.ui.control.FrameBatch;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The models on disk, those in memory, and the one that answers. */
public final class ModelsViewModel {
    private final ModelLibrary library;
    private final LoadedModels memory;
    private final FxThread threads;
    private final ObservableList<ModelEntry> onDisk = FXCollections.observableArrayList();
    private final ObservableList<ReadyModel> loaded = FXCollections.observableArrayList();
    // Held, since an unmodifiable list that nobody holds loses its listeners.
    private final ObservableList<ModelEntry> shownOnDisk = FXCollections.unmodifiableObservableList(onDisk);
    private final ObservableList<ReadyModel> shownLoaded = FXCollections.unmodifiableObservableList(loaded);
    private final ReadOnlyObjectWrapper<ReadyModel> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Path> loading = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper step = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
    private ModelLoading job;

    /** Both are closed by whoever made them. */
    public ModelsViewModel(ModelLibrary library, LoadedModels memory, FxThread threads) {
        this.library = library;
        this.memory = memory;
        this.threads = threads;
        FrameBatch<ModelsEvent> events = new FrameBatch<>(threads.fx(), batch -> batch.forEach(this::receive));
        memory.listen(events::add);
        FrameBatch<List<ModelEntry>> looks = new FrameBatch<>(threads.fx(), batch -> onDisk.setAll(batch.getLast()));
        library.listen(entries -> {
            looks.add(entries);
            memory.checkFolders();
        });
        onDisk.setAll(library.models());
    }

    /**
     * Something that could not be done with a model.
     *
     * @param folder where it is
     * @param message one line: what, why, what to do
     */
    public record Problem(Path folder, String message) {}

    /** What was found on disk, also what cannot be used. */
    public ObservableList<ModelEntry> onDisk() {
        return shownOnDisk;
    }

    public ObservableList<ReadyModel> loaded() {
        return shownLoaded;
    }

    /** The model that answers, null while there is none. */
    public ReadOnlyObjectProperty<ReadyModel> currentProperty() {
        return current.getReadOnlyProperty();
    }

    public Optional<ReadyModel> current() {
        return Optional.ofNullable(current.get());
    }

    /** The folder that is being loaded, null while none is. */
    public ReadOnlyObjectProperty<Path> loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    /** What the loading is doing, for the user. */
    public ReadOnlyStringProperty stepProperty() {
        return step.getReadOnlyProperty();
    }

    /** 0 to 1, negative if unknown. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** What went wrong last, null if nothing did. */
    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public Optional<ReadyModel> find(Path folder) {
        return loaded.stream()
                .filter(m -> m.folder().equals(folder.toAbsolutePath().normalize()))
                .findFirst();
    }

    /** Lets a loaded model answer. */
    public void select(ReadyModel model) {
        current.set(model);
    }

    /**
     * Loads a checkpoint and lets it answer; others that answer nothing are unloaded where it fits only without them.
     *
     * @return completes on the FX thread; exceptionally if it could not be loaded or was cancelled
     */
    public CompletableFuture<ReadyModel> load(Path folder, LoadOptions options) {
        problem.set(null);
        loading.set(folder.toAbsolutePath().normalize());
        step.set(Messages.text("models.opening"));
        progress.set(-1);
        ModelLoading started = memory.load(folder, options, Room.UNLOAD_IDLE);
        job = started;
        CompletableFuture<ReadyModel> result = new CompletableFuture<>();
        threads.follow(
                started.result(),
                model -> {
                    ended(started);
                    result.complete(ready(model));
                },
                failure -> {
                    ended(started);
                    if (!started.isCancelled()) {
                        problem.set(new Problem(started.folder(), Failures.text(failure)));
                    }
                    result.completeExceptionally(failure);
                });
        return result;
    }

    /** Lets a model answer that needs no loading, such as a remote one; whoever made it closes it. */
    public ReadyModel connect(LoadedModel model) {
        return ready(model);
    }

    /** Takes a connected model back; it is not closed. */
    public void disconnect(ReadyModel model) {
        remove(model);
    }

    public void cancelLoading() {
        if (job != null) {
            job.cancel();
            step.set(Messages.text("models.cancelling"));
        }
    }

    /** Frees a model's memory; its runs are cancelled. */
    public void unload(ReadyModel model) {
        remove(model);
        threads.follow(memory.unload(model.loaded()), _ -> {}, e -> report(model.folder(), e));
    }

    /** Looks for models in a dropped or chosen folder and keeps it for the next starts. */
    public CompletableFuture<List<ModelEntry>> addFolder(Path folder) {
        CompletableFuture<List<ModelEntry>> result = new CompletableFuture<>();
        threads.follow(
                library.add(folder),
                found -> {
                    if (found.isEmpty()) {
                        problem.set(new Problem(folder, Messages.text("models.nothingIn", folder)));
                    } else {
                        problem.set(null);
                    }
                    result.complete(found);
                },
                e -> {
                    report(folder, e);
                    result.completeExceptionally(e);
                });
        return result;
    }

    /** Forgets a folder that was added; its files stay. */
    public void forget(ModelEntry entry) {
        threads.follow(library.remove(entry.folder()), _ -> {}, e -> report(entry.folder(), e));
    }

    public void dismissProblem() {
        problem.set(null);
    }

    /** Memory of the model that answers; any thread. */
    public Optional<MemoryFigures> memory() {
        return memory.loaded().stream().findFirst().map(m -> m.model().memory());
    }

    private void report(Path folder, Throwable failure) {
        problem.set(new Problem(folder, Failures.text(failure)));
    }

    private void receive(ModelsEvent event) {
        switch (event) {
            case ModelsEvent.LoadProgressed(Path folder, LoadProgress report) -> {
                if (folder.equals(loading.get()) && !job.isCancelled()) {
                    step.set(Messages.text(
                            switch (report.step()) {
                                case LOADING -> "models.step.loading";
                                case KEEPING -> "models.step.keeping";
                            },
                            report.model()));
                    progress.set(report.totalBytes() > 0 ? (double) report.doneBytes() / report.totalBytes() : -1);
                }
            }
            case ModelsEvent.Unloaded(LoadedModel model) -> remove(new ReadyModel(model));
            case ModelsEvent.FolderGone(LoadedModel model) ->
                problem.set(new Problem(model.folder(), Messages.text("models.gone", model.name())));
            case ModelsEvent.Loaded(LoadedModel model) -> ready(model);
            case ModelsEvent.LoadStarted _, ModelsEvent.LoadFailed _ -> {}
        }
    }

    private void ended(ModelLoading ended) {
        if (job == ended) {
            job = null;
            loading.set(null);
        }
    }

    private ReadyModel ready(LoadedModel model) {
        ReadyModel ready = new ReadyModel(model);
        if (!loaded.contains(ready)) {
            loaded.add(ready);
        }
        current.set(ready);
        return ready;
    }

    private void remove(ReadyModel model) {
        loaded.remove(model);
        if (model.equals(current.get())) {
            current.set(loaded.isEmpty() ? null : loaded.getLast());
        }
    }
}
