package io.phiworkbench.checkpoint;

import io.phiworkbench.failure.FileFault;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One safetensors file: where each of its tensors lies. Only the header is read. Everything the format promises is
 * checked here, so that the engine can map the file without looking again: the header fits the file, every tensor's
 * byte count is its shape times its type, and the tensors cover the data without overlap, hole or rest (the format
 * forbids holes; <a href="https://github.com/huggingface/safetensors#format">specification</a>).
 */
public final class Safetensors {
    /** Bytes in front of the header: its length as a little-endian 64-bit number. */
    static final int PREFIX = 8;
    /** The limit of the reference implementation. */
    static final long LONGEST_HEADER = 100_000_000;

    private static final byte[] LFS_POINTER = "version ".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final long size;
    private final long headerBytes;
    private final Map<String, TensorInfo> tensors;

    private final Map<String, String> metadata;

    private Safetensors(
            Path file, long size, long headerBytes, Map<String, TensorInfo> tensors, Map<String, String> metadata) {
        this.file = file;
        this.size = size;
        this.headerBytes = headerBytes;
        this.tensors = Collections.unmodifiableMap(tensors);
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    /**
     * Reads and checks the header of a file.
     *
     * @throws CheckpointException when the file is missing, truncated or not a safetensors file, with the reason
     */
    public static Safetensors read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new CheckpointException(file, CheckpointFault.IS_FOLDER);
            }
            return readHeader(file, Files.size(file));
        } catch (NoSuchFileException e) {
            throw new CheckpointException(file, e, CheckpointFault.FILE_MISSING);
        } catch (IOException e) {
            throw new CheckpointException(file, e, CheckpointFault.UNREADABLE, FileFault.of(e));
        }
    }

    private static Safetensors readHeader(Path file, long size) throws IOException {
        if (size < PREFIX) {
            throw new CheckpointException(file, CheckpointFault.TOO_SHORT, size);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            byte[] prefix = in.readNBytes(PREFIX);
            long length = headerLength(file, size, prefix);
            var parser = new HeaderParser(file, PREFIX + length);
            Map<String, TensorInfo> tensors = parser.parse(new Header(in, length));
            checkCoverage(file, size, PREFIX + length, tensors);
            return new Safetensors(file, size, length, tensors, parser.metadata());
        }
    }

    private static long headerLength(Path file, long size, byte[] prefix) throws IOException {
        if (prefix.length < PREFIX) {
            throw new EOFException("the file shrank while it was read");
        }
        if (Arrays.equals(prefix, LFS_POINTER)) {
            throw new CheckpointException(file, CheckpointFault.LFS_POINTER);
        }
        long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0 || length > LONGEST_HEADER) {
            throw new CheckpointException(
                    file, CheckpointFault.HEADER_TOO_LONG, Long.toUnsignedString(length), LONGEST_HEADER);
        }
        if (length > size - PREFIX) {
            throw new CheckpointException(file, CheckpointFault.HEADER_CUT_OFF, length, size);
        }
        return length;
    }

    private static void checkCoverage(Path file, long size, long dataStart, Map<String, TensorInfo> tensors) {
        List<TensorInfo> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
        long covered = dataStart;
        for (TensorInfo tensor : inOrder) {
            if (tensor.begin() != covered) {
                CheckpointFault fault = tensor.begin() < covered ? CheckpointFault.OVERLAP : CheckpointFault.HOLE;
                throw new CheckpointException(file, fault, tensor.name());
            }
            covered = tensor.end();
        }
        if (covered > size) {
            throw new CheckpointException(file, CheckpointFault.TRUNCATED, covered, size);
        }
        if (covered < size) {
            throw new CheckpointException(file, CheckpointFault.EXCESS, size - covered);
        }
    }
    /** The file. */
    public Path file() {
        return file;
    }

    /** Size of the whole file in bytes. */
    public long size() {
        return size;
    }

    /** Byte at which the tensors' data begins. */
    public long dataStart() {
        return PREFIX + headerBytes;
    }

    /** The tensors by name, in the order of the header. */
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    /** The pairs of {@code __metadata__}; none if the file has no such part. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The tensor of this name. */
    public Optional<TensorInfo> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** The header's bytes as a stream that ends where the header does. */
    static final class Header extends InputStream {
        private final InputStream in;
        private long left;

        Header(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return length == 0 ? 0 : -1;
            }
            int count = in.read(bytes, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException("the file shrank while it was read");
            }
            left -= count;
            return count;
        }
    }
}
