package io.phiworkbench.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/**
 * Writes a safetensors file tensor by tensor, so that nothing has to be kept for it in memory. Room for the header is left
 * in front and filled at the end. The file stands under a temporary name beside its place until it is complete and on
 * the disk; its tensors can be read before. Not for use by several threads at once.
 */
public final class SafetensorsStream implements AutoCloseable {
    /** How the temporary names end. */
    public static final String UNFINISHED = ".part";
    /** How the names of tensors begin that only fill what alignment leaves free. */
    public static final String PADDING = "padding.";

    private final Path target;
    private final Path unfinished;
    private final FileChannel channel;
    private final int dataStart;
    private final SafetensorsHeader header = new SafetensorsHeader();
    private long position;
    private int paddings;

    /**
     * @param target the file to come; its folder exists
     * @param headerRoom bytes for the header, prefix included
     * @throws IOException if no file can be made there
     */
    public SafetensorsStream(Path target, int headerRoom) throws IOException {
        this.target = target;
        this.unfinished = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
        this.channel = FileChannel.open(unfinished, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        this.dataStart = headerRoom;
        this.position = headerRoom;
    }

    /**
     * Appends a tensor.
     *
     * @param data its elements, row-major and little-endian
     * @param alignment its first byte lies at a multiple of it in the file; what that leaves free is a tensor of its own,
     *     since the format allows no holes
     * @return where it lies now
     * @throws IOException if the disk is full or fails
     */
    public TensorInfo append(String name, DType dtype, long[] shape, ByteBuffer data, int alignment)
            throws IOException {
        int free = (int) (-position & (alignment - 1));
        if (free > 0) {
            add(PADDING + paddings++, DType.U8, new long[] {free}, ByteBuffer.allocate(free));
        }
        return add(name, dtype, shape, data);
    }

    private TensorInfo add(String name, DType dtype, long[] shape, ByteBuffer data) throws IOException {
        long begin = position;
        ByteBuffer left = data.duplicate();
        while (left.hasRemaining()) {
            position += channel.write(left, position);
        }
        header.add(name, dtype, shape, begin - dataStart, position - dataStart);
        return new TensorInfo(name, dtype, shape, begin, position, unfinished);
    }

    /**
     * Writes the header and moves the file to its place.
     *
     * @throws IOException if the disk is full or fails, or the header needs more room than was left for it
     */
    public void complete(Map<String, String> metadata) throws IOException {
        int room = dataStart - Safetensors.PREFIX;
        byte[] text = header.bytes(metadata, room);
        if (text.length > room) {
            throw new IOException("the header takes more than the " + room + " bytes left for it");
        }
        ByteBuffer front = ByteBuffer.allocate(dataStart).order(ByteOrder.LITTLE_ENDIAN);
        front.putLong(room).put(text).flip();
        while (front.hasRemaining()) {
            channel.write(front, front.position());
        }
        channel.force(true);
        channel.close();
        FileMove.replace(unfinished, target);
    }

    /** Removes what was not completed. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(unfinished);
    }
}
