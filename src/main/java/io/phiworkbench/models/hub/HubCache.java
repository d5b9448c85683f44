package io.phiworkbench.models.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Hub's cache on this machine, in the layout that all its tools share: for each repository {@code blobs} named by
 * the hash of their content, {@code snapshots} of links to them, {@code refs} that say which commit a branch was at, and
 * {@code trees} that say what a commit holds. A model that another tool fetched is found here, and what this program
 * fetches is found by others.
 *
 * @param root need not exist
 */
public record HubCache(Path root) {
    private static final String PARTIAL = ".phi.incomplete";
    private static final String TAG = "CACHEDIR.TAG";
    /** As the standard at https://bford.info/cachedir demands. */
    private static final String TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55\n"
            + "# This directory is the cache of the Hugging Face Hub; what lies here can be fetched again.\n";

    /** The cache of this user. */
    public static HubCache ofUser() {
        return new HubCache(HubSettings.cacheOfUser());
    }

    /** The complete models of the cache, the newest complete snapshot of each repository, by name. */
    public List<CachedModel> models() {
        return Snapshots.folders(root).stream()
                .sorted()
                .flatMap(folder -> RepoId.ofFolder(folder.getFileName().toString()).stream())
                .flatMap(repo -> snapshots(repo).newestComplete().stream().map(s -> new CachedModel(repo, s)))
                .toList();
    }

    /** The repository that a folder is a snapshot of; empty for folders elsewhere. */
    public Optional<RepoId> repoOf(Path snapshot) {
        Path snapshots = snapshot.toAbsolutePath().normalize().getParent();
        return snapshots != null
                        && snapshots.endsWith("snapshots")
                        && root.toAbsolutePath()
                                .normalize()
                                .equals(snapshots.getParent().getParent())
                ? RepoId.ofFolder(snapshots.getParent().getFileName().toString())
                : Optional.empty();
    }

    /** How much of a repository is here. Reads file names, sizes and a list; for any thread. */
    public Presence presence(RepoId repo) {
        Optional<Path> complete = snapshots(repo).newestComplete();
        if (complete.isPresent()) {
            return new Presence.Complete(complete.get());
        }
        return newestTree(repo)
                .map(tree -> {
                    List<RepoFile> wanted = WantedFiles.of(tree.files());
                    long done = wanted.stream()
                            .mapToLong(f -> bytesHere(repo, tree.commit(), f))
                            .sum();
                    long total = wanted.stream().mapToLong(RepoFile::size).sum();
                    return done == 0 ? new Presence.Absent() : (Presence) new Presence.Partial(done, total);
                })
                .orElseGet(Presence.Absent::new);
    }

    /** Bytes of a file that are here, of a partial one too. */
    long bytesHere(RepoId repo, String commit, RepoFile file) {
        return isHere(repo, commit, file) ? file.size() : PartialBlob.peek(partial(repo, file.etag()), file.size());
    }

    /** Whether a file is here, as a blob or, on systems without links, in the snapshot itself. */
    boolean isHere(RepoId repo, String commit, RepoFile file) {
        return hasSize(blob(repo, file.etag()), file.size())
                || hasSize(snapshot(repo, commit).resolve(file.path()), file.size());
    }

    private static boolean hasSize(Path file, long size) {
        try {
            return Files.isRegularFile(file) && Files.size(file) == size;
        } catch (IOException e) {
            return false;
        }
    }

    Optional<RepoTree> newestTree(RepoId repo) {
        Path trees = folder(repo).resolve("trees");
        if (!Files.isDirectory(trees)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(trees)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".json"))
                    .max(Comparator.comparingLong(f -> f.toFile().lastModified()))
                    .flatMap(RepoTree::read);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Snapshots snapshots(RepoId repo) {
        return new Snapshots(folder(repo));
    }

    Path folder(RepoId repo) {
        return root.resolve(repo.folder());
    }

    Path blobs(RepoId repo) {
        return folder(repo).resolve("blobs");
    }

    Path blob(RepoId repo, String etag) {
        return blobs(repo).resolve(etag);
    }

    /** A name of its own: other tools go on with an {@code .incomplete} file from its end, but this has holes. */
    Path partial(RepoId repo, String etag) {
        return blobs(repo).resolve(etag + PARTIAL);
    }

    static boolean isPartial(Path file) {
        return file.getFileName().toString().endsWith(PARTIAL);
    }

    Path snapshot(RepoId repo, String commit) {
        return folder(repo).resolve("snapshots").resolve(commit);
    }

    Path tree(RepoId repo, String commit) {
        return folder(repo).resolve("trees").resolve(commit + ".json");
    }

    Path locks(RepoId repo) {
        return root.resolve(".locks").resolve(repo.folder());
    }

    Path lock(RepoId repo, String etag) {
        return locks(repo).resolve(etag + ".lock");
    }

    /** Remembers which commit a branch or tag is at. Names that lead out of the folder are not kept. */
    void writeRef(RepoId repo, String revision, String commit) throws IOException {
        Path refs = folder(repo).resolve("refs");
        Path ref = refs.resolve(revision).normalize();
        if (!revision.equals(commit) && ref.startsWith(refs) && !ref.equals(refs)) {
            Files.createDirectories(ref.getParent());
            Files.writeString(ref, commit, StandardCharsets.UTF_8);
        }
    }

    /** Makes the cache, and tells backup programs what it is. */
    void prepare(RepoId repo) throws IOException {
        Files.createDirectories(blobs(repo));
        Path tag = root.resolve(TAG);
        if (!Files.exists(tag)) {
            Files.writeString(tag, TAG_TEXT);
        }
    }
}
