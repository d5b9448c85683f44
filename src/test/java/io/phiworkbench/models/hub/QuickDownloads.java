package io.phiworkbench.models.hub;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Downloads with short patience and small parts, on disks of every kind. */
public final class QuickDownloads {
    private QuickDownloads() {}

    public static Downloads usual() {
        return on(Disk.REAL);
    }

    /** The disk says that so many bytes are free. */
    public static Downloads withFree(long bytes) {
        return on(disk(Long.MAX_VALUE, bytes));
    }

    /** The disk is full after so many bytes, and does not say so before. */
    public static Downloads fullAfter(long bytes) {
        return on(disk(bytes, Long.MAX_VALUE));
    }

    private static Downloads on(Disk disk) {
        return new Downloads(
                () -> {
                    throw new AssertionError("the Hub has nothing to do with it");
                },
                new DownloadOptions(4, HubFixture.PART, HubFixture.patience(Duration.ofSeconds(20)), disk));
    }

    /** A disk that takes so many bytes. */
    static Disk disk(long room, long free) {
        AtomicLong left = new AtomicLong(room);
        return new Disk() {
            @Override
            public RandomAccessFile open(Path file) throws FileNotFoundException {
                return new RandomAccessFile(file.toFile(), "rw") {
                    @Override
                    public void write(byte[] bytes, int from, int count) throws IOException {
                        if (left.addAndGet(-count) < 0) {
                            throw new IOException("No space left on device");
                        }
                        super.write(bytes, from, count);
                    }
                };
            }

            @Override
            public long freeBytes(Path place) {
                return free;
            }
        };
    }
}
