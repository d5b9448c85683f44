package io.phiworkbench.models.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Which blobs a repository's snapshots link to. */
final class BlobLinks {
    private BlobLinks() {}

    /**
     * The names of the blobs.
     *
     * @throws UncheckedIOException if a snapshot cannot be listed
     */
    static Set<String> of(Snapshots snapshots) {
        Set<String> names = new HashSet<>();
        for (Path snapshot : snapshots.all()) {
            try (Stream<Path> files = Files.walk(snapshot)) {
                for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                    names.add(Files.readSymbolicLink(link).getFileName().toString());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names;
    }
}
