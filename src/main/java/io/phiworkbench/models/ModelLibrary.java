package io.phiworkbench.models;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.models.FolderScan.Candidate;
import io.phiworkbench.models.ModelEntry.Origin;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model folders of this machine. Looks again every two seconds: models that come, go or change are told to the
 * listeners, on the library's thread. Thread-safe; only {@link #close} waits.
 */
public final class ModelLibrary implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLibrary.class);
    private static final long LOOK_AGAIN_MILLIS = 2_000;

    /** What tells that a folder has to be opened again. */
    private record Fingerprint(String name, Origin origin, long changed, long bytes, int files) {}

    private record Known(Fingerprint fingerprint, ModelEntry entry) {}

    private final LibraryPlaces places;
    private final FolderList added;
    private final List<Consumer<List<ModelEntry>>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("model-library").daemon().factory());
    // Of the thread alone:
    private Map<Path, Known> known = new HashMap<>();
    private volatile List<ModelEntry> models = List.of();

    /** A library that begins to look at once. */
    public ModelLibrary(LibraryPlaces places) {
        this.places = places;
        this.added = new FolderList(places.addedList());
        thread.scheduleWithFixedDelay(this::lookGuarded, 0, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What was found at the last look, usable ones first; empty before the first. */
    public List<ModelEntry> models() {
        return models;
    }

    /** The usable model of a folder, if it was found. */
    public Optional<ModelEntry.Usable> usable(Path folder) {
        Path place = folder.toAbsolutePath().normalize();
        return models.stream()
                .filter(ModelEntry.Usable.class::isInstance)
                .map(ModelEntry.Usable.class::cast)
                .filter(model -> model.folder().equals(place))
                .findFirst();
    }

    /** @param listener gets the new list whenever it changed, on the library's thread */
    public Runnable listen(Consumer<List<ModelEntry>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Looks now; completes with what is there. */
    public CompletableFuture<List<ModelEntry>> refresh() {
        return CompletableFuture.supplyAsync(
                () -> {
                    look();
                    return models;
                },
                thread);
    }

    /**
     * Adds a folder that is a model or holds models, also for the next starts.
     *
     * @return completes with what was found in it: an entry that is broken says why; empty if it holds no model at all,
     *     and then it is not kept
     */
    public CompletableFuture<List<ModelEntry>> add(Path folder) {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<Candidate> found = FolderScan.below(folder, Origin.ADDED);
                    if (!found.isEmpty()) {
                        added.add(folder);
                        look();
                    }
                    return found.stream()
                            .map(candidate -> known.get(candidate.folder()).entry())
                            .toList();
                },
                thread);
    }

    /** Forgets a folder that was added; its files stay. */
    public CompletableFuture<Void> remove(Path folder) {
        return CompletableFuture.runAsync(
                () -> {
                    added.remove(folder);
                    look();
                },
                thread);
    }

    private void lookGuarded() {
        try {
            look();
        } catch (RuntimeException e) {
            // A look that throws must not end the looking.
            LOG.error("looking for models failed", e);
        }
    }

    private void look() {
        Map<Path, Candidate> candidates = new LinkedHashMap<>();
        places.bundled().forEach(place -> put(candidates, FolderScan.below(place, Origin.BUNDLED)));
        put(candidates, FolderScan.below(places.library(), Origin.LIBRARY));
        added.folders().forEach(place -> put(candidates, addedCandidates(place)));
        put(candidates, FolderScan.hubCache(places.hubCache()));
        Map<Path, Known> now = new LinkedHashMap<>();
        candidates.forEach((folder, candidate) -> now.put(folder, know(candidate)));
        known = now;
        List<ModelEntry> entries =
                new ArrayList<>(now.values().stream().map(Known::entry).toList());
        entries.sort(java.util.Comparator.comparing(ModelEntry.Broken.class::isInstance));
        if (!entries.equals(models)) {
            models = List.copyOf(entries);
            listeners.forEach(listener -> listener.accept(models));
        }
    }

    /** A folder that was added and is gone stays in the list, so that the user sees why it cannot be used. */
    private static List<Candidate> addedCandidates(Path place) {
        List<Candidate> found = FolderScan.below(place, Origin.ADDED);
        return found.isEmpty()
                ? List.of(new Candidate(place, String.valueOf(place.getFileName()), Origin.ADDED))
                : found;
    }

    /** The first place where a folder is found names its origin. */
    private static void put(Map<Path, Candidate> all, List<Candidate> found) {
        found.forEach(candidate -> all.putIfAbsent(candidate.folder(), candidate));
    }

    private Known know(Candidate candidate) {
        Fingerprint fingerprint = fingerprint(candidate);
        Known before = known.get(candidate.folder());
        return before != null && before.fingerprint().equals(fingerprint)
                ? before
                : new Known(fingerprint, open(candidate, fingerprint.bytes()));
    }

    private static ModelEntry open(Candidate candidate, long bytes) {
        try {
            return new ModelEntry.Usable(
                    candidate.folder(),
                    candidate.name(),
                    candidate.origin(),
                    Checkpoint.open(candidate.folder()),
                    bytes);
        } catch (CheckpointException e) {
            return new ModelEntry.Broken(candidate.folder(), candidate.name(), candidate.origin(), e.failure());
        }
    }

    private static Fingerprint fingerprint(Candidate candidate) {
        long changed = 0;
        long bytes = 0;
        int files = 0;
        try (DirectoryStream<Path> content = Files.newDirectoryStream(candidate.folder(), Files::isRegularFile)) {
            for (Path file : content) {
                changed = Math.max(changed, Files.getLastModifiedTime(file).toMillis());
                bytes += Files.size(file);
                files++;
            }
        } catch (IOException e) {
            // It vanished while it was looked at; opening it will say so.
            files = -1;
        }
        return new Fingerprint(candidate.name(), candidate.origin(), changed, bytes, files);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
