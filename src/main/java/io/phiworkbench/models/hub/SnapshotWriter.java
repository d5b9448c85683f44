package io.phiworkbench.models.hub;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Makes a snapshot of blobs that are all there: weights first, the config last, so that at no moment a part of it looks
 * like a model. Where there are no symbolic links, files move from {@code blobs} into the snapshot, as the Hub's own
 * library does it.
 */
final class SnapshotWriter {
    private final HubCache cache;
    private final RepoId repo;
    private final boolean links;

    SnapshotWriter(HubCache cache, RepoId repo, boolean links) {
        this.cache = cache;
        this.repo = repo;
        this.links = links;
    }

    /**
     * @param files in the order of {@link WantedFiles#of}
     * @return the snapshot's folder
     */
    Path write(String commit, List<RepoFile> files) throws IOException {
        Path snapshot = cache.snapshot(repo, commit);
        Files.createDirectories(snapshot);
        for (RepoFile file : files) {
            Path place = snapshot.resolve(file.path());
            if (!Files.exists(place)) {
                put(cache.blob(repo, file.etag()), place);
            }
        }
        return snapshot;
    }

    private void put(Path blob, Path place) throws IOException {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            // A link to a blob that was deleted.
            Files.delete(place);
        }
        if (links) {
            try {
                Files.createSymbolicLink(place, place.getParent().relativize(blob));
                return;
            } catch (FileAlreadyExistsException e) {
                // Another process was faster.
                return;
            } catch (IOException | UnsupportedOperationException e) {
                // Windows allows links to administrators and developers only; some file systems have none.
            }
        }
        if (isLinkedElsewhere(blob)) {
            Files.copy(blob, place);
        } else {
            Files.move(blob, place, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** A file that another snapshot links to stays where it is. */
    private boolean isLinkedElsewhere(Path blob) {
        return BlobLinks.of(cache.snapshots(repo)).contains(blob.getFileName().toString());
    }
}
