package io.phiworkbench.checkpoint;

import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes a safetensors file. Tensors are kept by reference until {@link #write}; then the file appears whole or not at
 * all. Not for use by several threads at once.
 */
public final class SafetensorsWriter {
    private static final int BUFFER = 1 << 16;

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> metadata = new TreeMap<>(Map.of("format", "pt"));

    private record Entry(String name, DType dtype, long[] shape, int elements, ElementWriter data) {
        long bytes() {
            return (long) elements * dtype.bytes();
        }
    }

    @FunctionalInterface
    private interface ElementWriter {
        void put(ByteBuffer target, int index);
    }

    /**
     * Adds a tensor of floating-point numbers.
     *
     * @param dtype {@link DType#F32}, {@link DType#F16} or {@link DType#BF16}; values are rounded to nearest even
     * @param shape its sizes; their product is the length of {@code values}
     * @param values the elements, row-major
     * @throws IllegalArgumentException when the shape does not fit, the type is another or the name was used
     */
    public SafetensorsWriter floats(String name, DType dtype, long[] shape, float[] values) {
        ElementWriter data = switch (dtype) {
            case F32 -> (target, i) -> target.putFloat(values[i]);
            case F16 -> (target, i) -> target.putShort(Float.floatToFloat16(values[i]));
            case BF16 -> (target, i) -> target.putShort(bfloat16(values[i]));
            default -> throw new IllegalArgumentException("floats cannot be written as " + dtype);
        };
        return add(new Entry(name, dtype, shape.clone(), values.length, data));
    }

    /** Adds an {@link DType#I64} tensor; as {@link #floats}. */
    public SafetensorsWriter longs(String name, long[] shape, long[] values) {
        return add(new Entry(name, DType.I64, shape.clone(), values.length, (target, i) -> target.putLong(values[i])));
    }

    /** Adds a pair to {@code __metadata__}. */
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    private SafetensorsWriter add(Entry entry) {
        long elements = Arrays.stream(entry.shape()).reduce(1, Math::multiplyExact);
        if (elements != entry.elements()) {
            throw new IllegalArgumentException(
                    entry.name() + ": " + entry.elements() + " values for the shape " + Arrays.toString(entry.shape()));
        }
        if (entries.stream().anyMatch(other -> other.name().equals(entry.name()))) {
            throw new IllegalArgumentException(entry.name() + " was added before");
        }
        entries.add(entry);
        return this;
    }

    /**
     * Writes the file under a temporary name beside its place, and moves it there when it is complete and on the disk.
     *
     * @throws CheckpointException when it cannot be written; a file that was there before is then unchanged
     */
    public void write(Path file) {
        Path target = file.toAbsolutePath();
        try {
            Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
            try {
                writeTo(temporary);
                FileMove.replace(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new CheckpointException(file, e, CheckpointFault.UNWRITTEN, FileFault.of(e));
        }
    }

    private void writeTo(Path file) throws IOException {
        List<Entry> inOrder = new ArrayList<>(entries);
        inOrder.sort(
                Comparator.comparingInt((Entry entry) -> entry.dtype().bytes()).reversed());
        byte[] header = header(inOrder);
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            writeFully(channel, buffer.putLong(header.length));
            writeFully(channel, ByteBuffer.allocate(header.length).put(header));
            for (Entry entry : inOrder) {
                for (int i = 0; i < entry.elements(); i++) {
                    entry.data().put(buffer, i);
                    if (buffer.remaining() < Long.BYTES) {
                        writeFully(channel, buffer);
                    }
                }
                writeFully(channel, buffer);
            }
            channel.force(true);
        }
    }

    /** The wider types first and the header padded to 8 bytes, so that every tensor is aligned to its element. */
    private byte[] header(List<Entry> inOrder) throws IOException {
        var header = new SafetensorsHeader();
        long offset = 0;
        for (Entry entry : inOrder) {
            header.add(entry.name(), entry.dtype(), entry.shape(), offset, offset + entry.bytes());
            offset += entry.bytes();
        }
        return header.bytes(metadata, Long.BYTES);
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** The upper half of a float, rounded to nearest even; a NaN stays a NaN. */
    private static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
}
