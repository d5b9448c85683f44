package io.phiworkbench.models.hub;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk that files are fetched to. */
interface Disk {
    /** The machine's own. */
    Disk REAL = new Disk() {
        @Override
        public RandomAccessFile open(Path file) throws IOException {
            return new RandomAccessFile(file.toFile(), "rw");
        }

        @Override
        public long freeBytes(Path folder) throws IOException {
            return Files.getFileStore(folder).getUsableSpace();
        }
    };

    /** For reading and writing; made if it is not there. */
    RandomAccessFile open(Path file) throws IOException;

    /** What this process may still write to the disk that an existing folder lies on. */
    long freeBytes(Path folder) throws IOException;
}
