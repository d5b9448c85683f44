package io.phiworkbench.models.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to fetch a file, held by one download of all processes of this program. It lies where {@code
 * huggingface_hub} has its locks; on Linux and macOS that library locks in another way ({@code flock}), so that it and
 * this program may fetch the same file at once: each into a file of its own, and the first that is complete counts.
 */
final class BlobLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private BlobLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock if nobody has it; does not wait. */
    static Optional<BlobLock> tryTake(Path file) throws IOException {
        Path place = file.toAbsolutePath().normalize();
        // A process's second lock on a file throws, and closing any channel to a file frees all its locks.
        if (!HELD_HERE.add(place)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            Files.createDirectories(place.getParent());
            channel = FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return Optional.of(new BlobLock(place, channel));
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process through another class loader.
        } catch (IOException | RuntimeException e) {
            release(place, channel);
            throw e;
        }
        release(place, channel);
        return Optional.empty();
    }

    private static void release(Path place, FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            HELD_HERE.remove(place);
        }
    }

    @Override
    public void close() throws IOException {
        release(file, channel);
    }
}
