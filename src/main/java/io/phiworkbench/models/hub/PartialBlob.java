package io.phiworkbench.models.hub;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.LongConsumer;

/**
 * A file on its way: its bytes at their places, with holes, and behind them how far each part has come, so that a
 * download goes on after a cut or a restart where it was. Each part grows from its beginning. Thread-safe.
 *
 * <p>After a power failure counts may have reached the disk before the bytes they stand for; the hash of the complete
 * file finds that.
 */
final class PartialBlob implements AutoCloseable {
    private static final long MAGIC = 0x70686970_61727431L;
    private static final int HEAD = 3 * Long.BYTES;

    private final Path path;
    private final RandomAccessFile file;
    private final long size;
    private final long partBytes;
    private final long[] done;
    private final LongConsumer change;

    private PartialBlob(Path path, RandomAccessFile file, long size, long partBytes, long[] done, LongConsumer change) {
        this.path = path;
        this.file = file;
        this.size = size;
        this.partBytes = partBytes;
        this.done = done;
        this.change = change;
    }

    /**
     * Opens what an earlier download left, or begins. The size of the parts is that of the one who began.
     *
     * @param size of the complete file, more than 0
     * @param change is told how many bytes more are there, at once those that are; negative where some are given up
     */
    static PartialBlob open(Path path, long size, long partBytes, Disk disk, LongConsumer change) throws IOException {
        Files.createDirectories(path.getParent());
        RandomAccessFile file = disk.open(path);
        try {
            PartialBlob left = read(path, file, size, change);
            PartialBlob blob = left != null ? left : begin(path, file, size, partBytes, change);
            change.accept(blob.doneBytes());
            return blob;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Bytes that are there of a file that may be open elsewhere; 0 if it cannot be read. */
    static long peek(Path path, long size) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            PartialBlob blob = read(path, file, size, _ -> {});
            return blob == null ? 0 : blob.doneBytes();
        } catch (IOException e) {
            return 0;
        }
    }

    private static PartialBlob read(Path path, RandomAccessFile file, long size, LongConsumer change)
            throws IOException {
        if (file.length() < size + HEAD) {
            return null;
        }
        byte[] head = new byte[HEAD];
        file.seek(size);
        file.readFully(head);
        ByteBuffer values = ByteBuffer.wrap(head);
        long magic = values.getLong();
        long storedSize = values.getLong();
        long partBytes = values.getLong();
        if (magic != MAGIC || storedSize != size || partBytes <= 0) {
            return null;
        }
        long[] done = new long[parts(size, partBytes)];
        byte[] counts = new byte[done.length * Long.BYTES];
        if (file.length() < size + HEAD + counts.length) {
            return null;
        }
        file.readFully(counts);
        ByteBuffer.wrap(counts).asLongBuffer().get(done);
        for (int part = 0; part < done.length; part++) {
            if (done[part] < 0 || done[part] > Math.min(partBytes, size - part * partBytes)) {
                return null;
            }
        }
        return new PartialBlob(path, file, size, partBytes, done, change);
    }

    private static PartialBlob begin(Path path, RandomAccessFile file, long size, long partBytes, LongConsumer change)
            throws IOException {
        int parts = parts(size, partBytes);
        file.setLength(0);
        file.seek(size);
        file.write(ByteBuffer.allocate(HEAD + parts * Long.BYTES)
                .putLong(MAGIC)
                .putLong(size)
                .putLong(partBytes)
                .array());
        return new PartialBlob(path, file, size, partBytes, new long[parts], change);
    }

    private static int parts(long size, long partBytes) {
        return Math.toIntExact((size + partBytes - 1) / partBytes);
    }

    /** Gives up what is there and begins again with parts of another size. */
    PartialBlob again(long newPartBytes) throws IOException {
        synchronized (this) {
            change.accept(-doneBytes());
            return begin(path, file, size, newPartBytes, change);
        }
    }

    int parts() {
        return done.length;
    }

    /** Where a part begins. */
    long begin(int part) {
        return part * partBytes;
    }

    /** Behind a part's last byte. */
    long end(int part) {
        return Math.min(size, begin(part) + partBytes);
    }

    /** The first byte of a part that is not there yet; its end when it is complete. */
    synchronized long next(int part) {
        return begin(part) + done[part];
    }

    boolean isComplete(int part) {
        return next(part) == end(part);
    }

    synchronized long doneBytes() {
        long sum = 0;
        for (long part : done) {
            sum += part;
        }
        return sum;
    }

    /** Lets a part grow. First the bytes, then their count. */
    synchronized void append(int part, byte[] bytes, int count) throws IOException {
        file.seek(next(part));
        file.write(bytes, 0, count);
        done[part] += count;
        writeCount(part);
        change.accept(count);
        if (isComplete(part)) {
            file.getFD().sync();
        }
    }

    /** Gives up what is there of a part. */
    synchronized void restart(int part) throws IOException {
        long before = done[part];
        done[part] = 0;
        writeCount(part);
        change.accept(-before);
    }

    private void writeCount(int part) throws IOException {
        file.seek(size + HEAD + (long) part * Long.BYTES);
        file.writeLong(done[part]);
    }

    Path path() {
        return path;
    }

    /** Makes the complete file what it is to be; closes. */
    synchronized void moveTo(Path blob) throws IOException {
        file.setLength(size);
        file.getFD().sync();
        file.close();
        Files.move(path, blob, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Throws away what is there; closes. */
    synchronized void discard() throws IOException {
        change.accept(-doneBytes());
        file.close();
        Files.deleteIfExists(path);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
