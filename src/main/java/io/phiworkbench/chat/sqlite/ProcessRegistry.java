package io.phiworkbench.chat.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Which processes have the store open. Each holds a lock on a file of its own, which the operating system releases
 * however the process ends; a file that can be locked belongs to a dead one.
 */
final class ProcessRegistry implements AutoCloseable {
    private static final String SUFFIX = ".lock";
    // Locks belong to processes: this JVM must never open and close the files of its own stores again.
    private static final Set<Path> OWN = new HashSet<>();

    private final Path file;
    private final FileChannel channel;
    private final Set<String> living;

    private ProcessRegistry(Path file, FileChannel channel, Set<String> living) {
        this.file = file;
        this.channel = channel;
        this.living = living;
    }

    /** Enters this process and clears away the dead. */
    static ProcessRegistry enter(Path folder) throws IOException {
        synchronized (OWN) {
            Files.createDirectories(folder);
            // While this is held nobody is between making their file and locking it.
            try (FileChannel guard = FileChannel.open(
                            folder.resolve("registry"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = guard.lock()) {
                Set<String> living = sweep(folder);
                Path file = folder.resolve(UUID.randomUUID() + SUFFIX).toAbsolutePath();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                channel.lock();
                OWN.add(file);
                return new ProcessRegistry(file, channel, living);
            }
        }
    }

    private static Set<String> sweep(Path folder) throws IOException {
        Set<String> living = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                if (OWN.contains(file.toAbsolutePath()) || !isFree(file)) {
                    living.add(id(file));
                } else {
                    Files.deleteIfExists(file);
                }
            }
        }
        return living;
    }

    private static boolean isFree(Path file) throws IOException {
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = other.tryLock()) {
            return lock != null;
        }
    }

    private static String id(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** What this process is called in the database. */
    String id() {
        return id(file);
    }

    /** Ids of the other processes that had the store open when this one entered. */
    Set<String> others() {
        return living;
    }

    @Override
    public void close() throws IOException {
        synchronized (OWN) {
            OWN.remove(file);
            channel.close();
            Files.deleteIfExists(file);
        }
    }
}
