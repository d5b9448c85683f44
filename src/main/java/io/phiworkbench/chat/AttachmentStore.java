package io.phiworkbench.chat;

import io.phiworkbench.failure.FileFault;
import io.phiworkbench.inference.ImageInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Pictures as files named by their SHA-256, in folders by its first two digits. A file is complete or absent: it is
 * written aside, forced to the disk and moved into place. Several processes may use one folder.
 */
public final class AttachmentStore {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    // A picture is stored before the message that names it: younger files may be about to be named.
    private static final Duration GRACE = Duration.ofHours(1);

    private final Path folder;

    public AttachmentStore(Path folder) {
        this.folder = folder;
    }

    /** Stores a picture unless it is there already. */
    public void put(ImageInput image) throws IOException {
        Path file = file(image.sha256());
        if (Files.exists(file) && Files.size(file) == image.content().length) {
            return;
        }
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), "part-", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(image.content());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** @throws StoreException if the file is missing, unreadable or not what it was */
    public byte[] get(String sha256) {
        Path file = file(sha256);
        try {
            byte[] content = Files.readAllBytes(file);
            if (!ImageInput.of("", content).sha256().equals(sha256)) {
                throw new StoreException(StoreFault.PICTURE_CHANGED, file);
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new StoreException(e, StoreFault.PICTURE_MISSING, file);
        } catch (IOException e) {
            throw new StoreException(e, StoreFault.PICTURE_UNREADABLE, file, FileFault.of(e));
        }
    }

    /** Where a picture lies if it is stored. */
    public Path file(String sha256) {
        if (!HASH.matcher(sha256).matches()) {
            throw new StoreException(StoreFault.NO_HASH, sha256);
        }
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    /** Removes what is not in use, unless it was stored in the last hour; {@code now} is the time. */
    public void purge(Set<String> used, Instant now) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path group : groups) {
                purgeGroup(group, used, now.minus(GRACE));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void purgeGroup(Path group, Set<String> used, Instant before) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(group)) {
            for (Path file : files) {
                boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(before);
                if (old && !used.contains(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
