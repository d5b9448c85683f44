package io.phiworkbench.models.hub;

import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Deletes models, and what an abandoned download left. */
final class Leftovers {
    private Leftovers() {}

    /**
     * Deletes partial files, and whole ones that the abandoned download fetched and no snapshot links to. What another
     * process is fetching stays.
     */
    static void delete(HubCache cache, RepoId repo) throws IOException {
        Path blobs = cache.blobs(repo);
        if (!Files.isDirectory(blobs)) {
            return;
        }
        Set<String> linked = BlobLinks.of(cache.snapshots(repo));
        Set<String> expected = cache.newestTree(repo).stream()
                .flatMap(tree -> tree.files().stream())
                .map(RepoFile::etag)
                .collect(Collectors.toCollection(HashSet::new));
        for (Path file : files(blobs)) {
            String name = file.getFileName().toString();
            String etag = HubCache.isPartial(file) ? name.substring(0, name.indexOf('.')) : name;
            if (HubCache.isPartial(file) || expected.contains(etag) && !linked.contains(etag)) {
                deleteUnlessLocked(cache, repo, etag, file);
            }
        }
        deleteIfUnused(cache, repo);
    }

    private static void deleteUnlessLocked(HubCache cache, RepoId repo, String etag, Path file) throws IOException {
        Optional<BlobLock> lock = BlobLock.tryTake(cache.lock(repo, etag));
        if (lock.isPresent()) {
            try (BlobLock _ = lock.get()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** A repository of which nothing but a list of files is left. */
    private static void deleteIfUnused(HubCache cache, RepoId repo) throws IOException {
        if (files(cache.blobs(repo)).isEmpty() && cache.snapshots(repo).all().isEmpty()) {
            deleteTree(cache.folder(repo));
            deleteTree(cache.locks(repo));
        }
    }

    /**
     * Deletes everything that the cache holds of a repository.
     *
     * @return bytes freed
     * @throws HubException if it is being downloaded, or a file cannot be deleted
     */
    static long deleteAll(HubCache cache, RepoId repo) {
        Path folder = cache.folder(repo);
        try {
            requireUnlocked(cache, repo);
            long bytes = 0;
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.filter(f -> Files.isRegularFile(f) && !Files.isSymbolicLink(f))
                        .toList()) {
                    bytes += HubCache.isPartial(file) ? 0 : Files.size(file);
                }
            }
            // The snapshots first: if the rest fails, nothing that is left looks like a model.
            deleteTree(folder.resolve("snapshots"));
            deleteTree(folder);
            deleteTree(cache.locks(repo));
            return bytes;
        } catch (IOException e) {
            throw new HubException(e, HubFault.MODEL_UNDELETED, folder, FileFault.of(e));
        }
    }

    private static void requireUnlocked(HubCache cache, RepoId repo) throws IOException {
        if (!Files.isDirectory(cache.locks(repo))) {
            return;
        }
        for (Path file : files(cache.locks(repo))) {
            Optional<BlobLock> lock = BlobLock.tryTake(file);
            if (lock.isEmpty()) {
                throw new HubException(HubFault.BEING_DOWNLOADED, repo);
            }
            lock.get().close();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Links are deleted, not followed. */
    private static void deleteTree(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
