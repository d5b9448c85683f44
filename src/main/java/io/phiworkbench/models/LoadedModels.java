package io.phiworkbench.models;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.LoadFault;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.DeviceChoice;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.ModelLoader;
import io.phiworkbench.models.FitEstimate.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The models in memory: loads one after the other, keeps several as long as there is room, unloads.
 *
 * <p>Thread-safe. Only {@link #close} waits; loading and unloading happen on virtual threads, where the listeners are
 * called too, in order.
 */
public final class LoadedModels implements AutoCloseable {

    /** What to do where a model fits only without the others. */
    public enum Room {
        /** Refuse. */
        KEEP_OTHERS,
        /** Unload those that answer nothing now, the longest unused first, until it fits. */
        UNLOAD_IDLE
    }

    private final ModelLoader loader;
    private final Supplier<MachineMemory> memory;
    private final List<Consumer<ModelsEvent>> listeners = new CopyOnWriteArrayList<>();
    // One thread: two models that load at once would each count on the same free memory.
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("model-loading").factory());
    // Guarded by this:
    private final Map<Path, LoadedModel> loaded = new LinkedHashMap<>();
    private final List<ModelLoading> loading = new ArrayList<>();
    private final Set<LoadedModel> gone = new HashSet<>();

    public LoadedModels(ModelLoader loader) {
        this(loader, MachineMemory::now);
    }

    /** With another source for the memory of this machine. */
    LoadedModels(ModelLoader loader, Supplier<MachineMemory> memory) {
        this.loader = loader;
        this.memory = memory;
    }

    /** @return ends the delivery */
    public Runnable listen(Consumer<ModelsEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** What is in memory, in the order of loading. */
    public synchronized List<LoadedModel> loaded() {
        return List.copyOf(loaded.values());
    }

    public synchronized Optional<LoadedModel> loaded(Path folder) {
        return Optional.ofNullable(loaded.get(place(folder)));
    }

    /** What is being loaded or waits for it. */
    public synchronized List<ModelLoading> loading() {
        return List.copyOf(loading);
    }

    /**
     * Whether a model would fit beside what is loaded. Reads the checkpoint's headers for milliseconds; on the FX thread
     * use {@link FitEstimate#of} with the library's checkpoint instead.
     *
     * @throws CheckpointException if the folder is no model
     */
    public FitEstimate estimate(Path folder, LoadOptions options) {
        return FitEstimate.of(Checkpoint.open(folder), options, memory.get());
    }

    /**
     * Loads a folder, or gives what is loaded of it already with the same options; with others it is loaded anew. Loads
     * queue.
     */
    public ModelLoading load(Path folder, LoadOptions options, Room room) {
        ModelLoading job = new ModelLoading(place(folder));
        synchronized (this) {
            loading.add(job);
        }
        thread.execute(() -> run(job, options, room));
        return job;
    }

    private void run(ModelLoading job, LoadOptions options, Room room) {
        Optional<LoadedModel> ready = Optional.empty();
        Failure failure = null;
        try {
            ready = Optional.of(already(job.folder(), options).orElseGet(() -> loadNow(job, options, room)));
        } catch (ModelLoadException | CheckpointException e) {
            failure = Failure.of(e);
        } catch (OutOfMemoryError e) {
            failure = outOfMemory(job.folder(), options);
        } catch (RuntimeException | LinkageError e) {
            failure = Failure.of(LoadFault.UNEXPECTED, job.folder(), e);
        }
        synchronized (this) {
            loading.remove(job);
        }
        if (ready.isPresent()) {
            job.result().complete(ready.get());
        } else {
            tell(new ModelsEvent.LoadFailed(job.folder(), failure, job.isCancelled()));
            job.result().completeExceptionally(new ModelLoadException(failure, null));
        }
    }

    private Optional<LoadedModel> already(Path folder, LoadOptions options) {
        return loaded(folder).filter(model -> model.options().equals(options));
    }

    private LoadedModel loadNow(ModelLoading job, LoadOptions options, Room room) {
        Path folder = job.folder();
        refuseIfCancelled(job);
        tell(new ModelsEvent.LoadStarted(folder));
        loaded(folder).ifPresent(this::unloadNow);
        Checkpoint checkpoint = Checkpoint.open(folder);
        makeRoom(checkpoint, options, room);
        ChatModel model = loader.load(
                folder, options, progress -> tell(new ModelsEvent.LoadProgressed(folder, progress)), job::isCancelled);
        if (job.isCancelled()) {
            model.close();
            refuseIfCancelled(job);
        }
        LoadedModel entry = new LoadedModel(folder, model.description().name(), options, new TrackedModel(model));
        synchronized (this) {
            loaded.put(folder, entry);
        }
        tell(new ModelsEvent.Loaded(entry));
        return entry;
    }

    private static void refuseIfCancelled(ModelLoading job) {
        if (job.isCancelled()) {
            throw new ModelLoadException(LoadFault.CANCELLED, job.folder().getFileName());
        }
    }

    /** On an accelerator the engine itself knows what is free, and refuses. */
    private void makeRoom(Checkpoint checkpoint, LoadOptions options, Room room) {
        if (options.device() == DeviceChoice.CUDA) {
            return;
        }
        FitEstimate estimate = FitEstimate.of(checkpoint, options, memory.get());
        while (estimate.verdict() != Verdict.FITS && room == Room.UNLOAD_IDLE) {
            Optional<LoadedModel> idle = longestUnused();
            if (idle.isEmpty()) {
                break;
            }
            unloadNow(idle.get());
            estimate = FitEstimate.of(checkpoint, options, memory.get());
        }
        if (estimate.verdict() == Verdict.DOES_NOT_FIT) {
            throw new ModelLoadException(doesNotFit(checkpoint, options, estimate), null);
        }
    }

    private synchronized Optional<LoadedModel> longestUnused() {
        return loaded.values().stream()
                .filter(m -> !((TrackedModel) m.model()).isBusy())
                .min(Comparator.comparingLong(m -> ((TrackedModel) m.model()).lastUse()));
    }

    private Failure outOfMemory(Path folder, LoadOptions options) {
        Checkpoint checkpoint = Checkpoint.open(folder);
        return doesNotFit(checkpoint, options, FitEstimate.of(checkpoint, options, memory.get()));
    }

    private Failure doesNotFit(Checkpoint checkpoint, LoadOptions options, FitEstimate estimate) {
        Failure remedy = FitEstimate.bestFit(checkpoint, options, estimate.memory())
                .map(fit -> Failure.of(
                        LoadFault.WOULD_FIT, fit.precision().label(), fit.contextLength(), fit.total() / 1e9))
                .orElseGet(() -> Failure.of(LoadFault.NOTHING_FITS));
        return Failure.of(
                LoadFault.DOES_NOT_FIT,
                checkpoint.folder().getFileName(),
                estimate.precision().label(),
                estimate.contextLength(),
                estimate.total() / 1e9,
                estimate.memory().available() / 1e9,
                remedy);
    }

    /** Gives a model's memory back; what it answers is cancelled. */
    public CompletableFuture<Void> unload(LoadedModel model) {
        return CompletableFuture.runAsync(() -> unloadNow(model), thread);
    }

    private void unloadNow(LoadedModel model) {
        boolean was;
        synchronized (this) {
            was = loaded.remove(model.folder(), model);
            gone.remove(model);
        }
        if (was) {
            model.model().close();
            tell(new ModelsEvent.Unloaded(model));
        }
    }

    /**
     * Looks whether the folders of the loaded models are still there, and tells once of each that is not; to be called
     * when the {@link ModelLibrary} changes. Returns at once.
     */
    public void checkFolders() {
        CompletableFuture.runAsync(
                () -> loaded().stream()
                        .filter(model -> !Files.isDirectory(model.folder()))
                        .filter(this::isNews)
                        .forEach(model -> tell(new ModelsEvent.FolderGone(model))),
                thread);
    }

    private synchronized boolean isNews(LoadedModel model) {
        return gone.add(model);
    }

    private void tell(ModelsEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    private static Path place(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    /** Cancels what loads, unloads everything and waits for it. */
    @Override
    public void close() {
        loading().forEach(ModelLoading::cancel);
        loaded().forEach(this::unload);
        thread.close();
    }
}
