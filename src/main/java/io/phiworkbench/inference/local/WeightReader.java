package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.TensorInfo;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings tensors of safetensors files to a device. Files are mapped into memory, for reading only: such a mapping counts
 * against no limit, however large the file. A tensor that keeps its type and stays on the CPU is a view of the mapping,
 * so loading it copies nothing and reads nothing. The mappings live as long as the reader: it is closed after the last
 * tensor. Used on the inference thread.
 */
final class WeightReader implements AutoCloseable {
    private static final int PORTION = 1 << 20;

    private final TorchModule module;
    private final TorchDevice device;
    private final Arena arena = Arena.ofShared();
    private final Map<Path, MemorySegment> files = new HashMap<>();

    WeightReader(TorchDevice device) {
        this.device = device;
        this.module = TorchModule.compile(new TorchScriptArchive(
                "Weights", TorchScriptArchive.resource(WeightReader.class, "weights.torchscript")));
    }

    /**
     * A checkpoint's tensor in the wanted type; the caller's to close.
     *
     * @throws UncheckedIOException if the file cannot be read any more
     */
    TorchValue read(TensorInfo info, TorchType wanted) {
        try (TorchValue stored = info.aligned() && info.bytes() <= Integer.MAX_VALUE ? view(info) : copy(info)) {
            return module.run("cast", stored, device.toString(), wanted.code());
        }
    }

    /** Whether a tensor is read from its file only when it is used, instead of being copied now. */
    static boolean staysInFile(TensorInfo info, TorchType wanted, TorchDevice device) {
        return !device.isCuda()
                && info.aligned()
                && info.bytes() <= Integer.MAX_VALUE
                && TorchType.of(info.dtype()) == wanted;
    }

    private TorchValue view(TensorInfo info) {
        MemorySegment file = files.computeIfAbsent(info.file(), this::map);
        if (info.end() > file.byteSize()) {
            throw unreadable(info.file(), new IOException("the file has become shorter"));
        }
        try (TorchValue bytes =
                TorchValue.view(file.asSlice(info.begin(), info.bytes()).asByteBuffer())) {
            return module.run("tensor", bytes, TorchType.of(info.dtype()).code(), info.shape());
        }
    }

    private MemorySegment map(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** For a tensor that does not begin at a multiple of its element size, as the format allows, or is beyond 2 GB. */
    private TorchValue copy(TensorInfo info) {
        TorchValue tensor =
                module.run("empty", info.shape(), TorchType.of(info.dtype()).code());
        try (FileChannel channel = FileChannel.open(info.file())) {
            for (long done = 0; done < info.elements(); done += PORTION) {
                int count = (int) Math.min(PORTION, info.elements() - done);
                float[] values = floats(channel, info, done, count);
                try (TorchValue portion = TorchValue.tensor(values, count)) {
                    module.execute("fill", tensor, done, portion);
                }
            }
            return tensor;
        } catch (IOException e) {
            tensor.close();
            throw unreadable(info.file(), e);
        }
    }

    private static float[] floats(FileChannel channel, TensorInfo info, long first, int count) throws IOException {
        int size = info.dtype().bytes();
        ByteBuffer bytes = ByteBuffer.allocate(count * size).order(ByteOrder.LITTLE_ENDIAN);
        long position = info.begin() + first * size;
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("the file has become shorter");
            }
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (info.dtype()) {
                case F32 -> bytes.getFloat(4 * i);
                case F16 -> Float.float16ToFloat(bytes.getShort(2 * i));
                case BF16 -> Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
                default -> throw new IllegalArgumentException("no weights are stored as " + info.dtype());
            };
        }
        return values;
    }

    /** A tensor of normally distributed values, for benchmarks without a checkpoint. */
    TorchValue random(long[] shape, double deviation, TorchType wanted) {
        try (TorchValue made = module.run("random", shape, deviation, wanted.code())) {
            return module.run("cast", made, device.toString(), wanted.code());
        }
    }

    /** A tensor of any float type as Java floats. */
    float[] toFloats(TorchValue tensor) {
        try (TorchValue host = module.run("host", tensor)) {
            return host.toFloats();
        }
    }

    private static UncheckedIOException unreadable(Path file, IOException e) {
        return new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        module.close();
        arena.close();
    }
}
