package io.phiworkbench.models.hub;

import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads a model of the cache again and compares its files' hashes with those that the Hub announced. */
public final class Verification {
    private final HubCache cache;
    private final RepoId repo;
    private final Consumer<Progress> listener;
    private long read;

    /** @param listener is told how far it is, on the calling thread */
    public Verification(HubCache cache, RepoId repo, Consumer<Progress> listener) {
        this.cache = cache;
        this.repo = repo;
        this.listener = listener;
    }

    /** How far it is, in bytes. */
    public record Progress(String file, long readBytes, long totalBytes) {}

    /** What a file turned out to be. */
    public enum Finding {
        SOUND,
        /** Its content is not what the Hub announced. */
        DAMAGED,
        MISSING,
        /** Nothing on this machine says what its hash should be. */
        UNKNOWN
    }

    /**
     * One file.
     *
     * @param path within the repository
     * @param expected hash, empty if unknown
     * @param found hash, empty if it was not read
     */
    public record Checked(String path, long bytes, Finding finding, String expected, String found) {}

    private record Task(String path, Path file, Optional<String> expected) {}

    /**
     * Checks the newest complete snapshot, or what is there of an incomplete one. Blocks.
     *
     * @throws HubException if the cache holds nothing of it, or a file cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public List<Checked> run() throws InterruptedException {
        Snapshots snapshots = cache.snapshots(repo);
        Path snapshot = snapshots
                .newestComplete()
                .or(() -> snapshots.all().stream().findFirst())
                .orElseThrow(() -> new HubException(HubFault.NOT_IN_CACHE, repo, cache.root()));
        try {
            List<Task> tasks = tasks(snapshot);
            long total = tasks.stream().mapToLong(t -> size(t.file())).sum();
            List<Checked> found = new ArrayList<>();
            for (Task task : tasks) {
                found.add(check(task, total));
            }
            return found;
        } catch (IOException e) {
            throw new HubException(e, HubFault.UNREADABLE, snapshot, FileFault.of(e));
        }
    }

    /** What the commit should hold, as far as it is known, and whatever else lies there. */
    private List<Task> tasks(Path snapshot) throws IOException {
        List<RepoFile> announced = RepoTree.read(
                        cache.tree(repo, snapshot.getFileName().toString()))
                .map(RepoTree::files)
                .orElse(List.of());
        List<String> here;
        try (Stream<Path> files = Files.walk(snapshot)) {
            here = files.filter(f -> !Files.isDirectory(f))
                    .map(f -> snapshot.relativize(f).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
        List<Task> tasks = new ArrayList<>();
        for (RepoFile file : announced) {
            if (here.contains(file.path()) || WantedFiles.essential(announced).contains(file)) {
                tasks.add(new Task(file.path(), snapshot.resolve(file.path()), Optional.of(file.etag())));
            }
        }
        for (String path : here) {
            if (announced.stream().noneMatch(f -> f.path().equals(path))) {
                tasks.add(new Task(path, snapshot.resolve(path), blobName(snapshot.resolve(path))));
            }
        }
        return tasks;
    }

    /** A blob's name is its hash. */
    private static Optional<String> blobName(Path file) throws IOException {
        return Files.isSymbolicLink(file)
                ? Optional.of(Files.readSymbolicLink(file).getFileName().toString())
                        .filter(name -> name.matches("[0-9a-f]{40}|[0-9a-f]{64}"))
                : Optional.empty();
    }

    private Checked check(Task task, long total) throws IOException, InterruptedException {
        String expected = task.expected().orElse("");
        if (!Files.exists(task.file())) {
            return new Checked(task.path(), 0, Finding.MISSING, expected, "");
        }
        long bytes = Files.size(task.file());
        if (expected.isEmpty()) {
            return new Checked(task.path(), bytes, Finding.UNKNOWN, "", "");
        }
        listener.accept(new Progress(task.path(), read, total));
        String found = ContentDigest.ofBlobName(expected).of(task.file(), bytes, count -> {
            read += count;
            listener.accept(new Progress(task.path(), read, total));
        });
        Finding finding = found.equals(expected) ? Finding.SOUND : Finding.DAMAGED;
        return new Checked(task.path(), bytes, finding, expected, found);
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Deletes the damaged files, so that the next download fetches just those.
     *
     * @param checked what {@link #run} found
     * @throws HubException if one cannot be deleted
     */
    public void discardDamaged(List<Checked> checked) {
        for (Checked file : checked) {
            if (file.finding() == Finding.DAMAGED) {
                try {
                    Files.deleteIfExists(cache.blob(repo, file.expected()));
                    for (Path snapshot : cache.snapshots(repo).all()) {
                        deleteIfDangling(snapshot.resolve(file.path()));
                    }
                } catch (IOException e) {
                    throw SourceWords.hubDisk(cache.blob(repo, file.expected()), e);
                }
            }
        }
    }

    /** Of links only those that led to a deleted blob; a file that is no link is the damaged one itself. */
    private static void deleteIfDangling(Path file) throws IOException {
        if (!Files.isSymbolicLink(file) || !Files.exists(file)) {
            Files.deleteIfExists(file);
        }
    }
}
