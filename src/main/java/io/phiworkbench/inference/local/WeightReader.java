package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.DType;
import io.phiworkbench.checkpoint.TensorInfo;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings tensors of safetensors files to a device. Files are mapped into memory; a tensor that keeps its type and stays
 * on the CPU is a view of the mapping, so loading it copies nothing. Mappings live until the last tensor over them is
 * closed. Used on the inference thread.
 */
final class WeightReader implements AutoCloseable {
    private static final int PORTION = 1 << 20;

    private final TorchModule module;
    private final TorchDevice device;
    private final Map<Mapping, TorchValue> mappings = new HashMap<>();

    /** A file seen as elements of one type. */
    private record Mapping(Path file, DType type) {}

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
        try (TorchValue stored = info.aligned() ? view(info) : copy(info)) {
            return module.run("cast", stored, device.toString(), wanted.code());
        }
    }

    private TorchValue view(TensorInfo info) {
        TorchValue file = mappings.computeIfAbsent(new Mapping(info.file(), info.dtype()), this::map);
        return module.run("tensor", file, info.firstElement(), info.elements(), info.shape());
    }

    private TorchValue map(Mapping mapping) {
        try {
            long elements = Files.size(mapping.file()) / mapping.type().bytes();
            return module.run(
                    "map_file",
                    mapping.file().toString(),
                    elements,
                    TorchType.of(mapping.type()).code());
        } catch (IOException e) {
            throw unreadable(mapping.file(), e);
        }
    }

    /** For a tensor that does not begin at a multiple of its element size, as the format allows. */
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
        mappings.values().forEach(TorchValue::close);
        module.close();
    }
}
