package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.DType;
import io.phiworkbench.checkpoint.SafetensorsStream;
import io.phiworkbench.checkpoint.TensorInfo;
import io.phiworkbench.torch.PackedTensor;
import io.phiworkbench.torch.TorchValue;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes quantised matrices to a file as they are made and gives the written ones back, mapped: memory holds one matrix at
 * a time, and the first load leaves what all later ones find. The file appears under its name when it is complete.
 */
final class Int8FileWriter implements Int8Weights {
    /** Of a matrix and a norm, names included. */
    private static final int HEADER_A_TENSOR = 2048;

    private static final int ALIGNMENT = 64;

    private final SafetensorsStream stream;
    private final Int8Packer packer;
    private final Int8Mark mark;
    private final Arena arena = Arena.ofShared();
    private final Map<String, Small> small = new LinkedHashMap<>();

    /** A tensor that is written behind all matrices. */
    private record Small(DType dtype, long[] shape, ByteBuffer bytes) {}

    private Int8FileWriter(SafetensorsStream stream, Int8Packer packer, Int8Mark mark) {
        this.stream = stream;
        this.packer = packer;
        this.mark = mark;
    }

    /**
     * @param file in a folder that exists
     * @param tensors of the checkpoint, at least as many as will be kept
     * @param packer owned from now on, if no exception is thrown
     */
    static Int8FileWriter create(Path file, Int8Mark mark, int tensors, Int8Packer packer) throws IOException {
        int room = (1 << 16) + tensors * HEADER_A_TENSOR;
        var writer = new Int8FileWriter(new SafetensorsStream(file, room), packer, mark);
        Int8Mark.canaries(packer)
                .forEach((name, bytes) ->
                        writer.small.put(name, new Small(DType.U8, new long[] {bytes.remaining()}, bytes)));
        return writer;
    }

    @Override
    public boolean complete() {
        return false;
    }

    @Override
    public TorchValue matrix(String name) {
        throw new IllegalStateException("matrices are still being written");
    }

    @Override
    public TorchValue exact(String name) {
        throw new IllegalStateException("norms are still being written");
    }

    @Override
    public TorchValue keep(String name, TorchValue made) {
        try (made) {
            return packer.matrix(packer.read(made, matrix -> written(name, matrix)));
        }
    }

    private PackedMatrix written(String name, PackedMatrix matrix) {
        PackedTensor levels = matrix.levels();
        long[] shape = {levels.memory().byteSize()};
        try {
            TensorInfo place = stream.append(
                    Int8File.LEVELS.of(name), DType.I8, shape, levels.memory().asByteBuffer(), ALIGNMENT);
            small.put(Int8File.SHAPE.of(name), longs(levels.shape()));
            small.put(Int8File.LAYOUT.of(name), bytes(levels.descriptor()));
            small.put(Int8File.SCALES.of(name), floats(matrix.scales()));
            small.put(Int8File.COLUMNS.of(name), longs(matrix.columns()));
            small.put(Int8File.ROWS.of(name), longs(matrix.rows()));
            return matrix.with(map(place));
        } catch (IOException e) {
            throw new Int8FileException("int8 weights cannot be kept: " + e, e);
        }
    }

    private MemorySegment map(TensorInfo place) throws IOException {
        try (FileChannel channel = FileChannel.open(place.file())) {
            return channel.map(FileChannel.MapMode.READ_ONLY, place.begin(), place.bytes(), arena);
        }
    }

    @Override
    public void keepExact(String name, TorchValue values) {
        small.put(name, floats(values.toFloats()));
    }

    private static Small bytes(byte[] values) {
        return new Small(DType.U8, new long[] {values.length}, ByteBuffer.wrap(values));
    }

    private static Small longs(long[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return new Small(DType.I64, new long[] {values.length}, bytes);
    }

    private static Small floats(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new Small(DType.F32, new long[] {values.length}, bytes);
    }

    @Override
    public void finish() {
        var checksum = new Int8Mark.Checksum();
        try {
            for (Map.Entry<String, Small> entry : small.entrySet()) {
                Small tensor = entry.getValue();
                stream.append(
                        entry.getKey(),
                        tensor.dtype(),
                        tensor.shape(),
                        tensor.bytes(),
                        tensor.dtype().bytes());
                checksum.add(tensor.bytes());
            }
            stream.complete(mark.metadata(checksum.hex()));
        } catch (IOException e) {
            throw new Int8FileException("int8 weights cannot be kept: " + e, e);
        }
    }

    @Override
    public void close() {
        arena.close();
        packer.close();
        try {
            stream.close();
        } catch (IOException e) {
            throw new Int8FileException("an unfinished file of int8 weights cannot be removed: " + e, e);
        }
    }
}
