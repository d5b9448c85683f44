package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.checkpoint.CheckpointFault;
import io.phiworkbench.checkpoint.TensorInfo;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.failure.FileFault;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings tensors of safetensors files to a device. Files are mapped into memory, for reading only: such a mapping counts
 * against no limit, however large the file. A tensor that keeps its type and stays on the CPU is a view of the mapping,
 * so loading it copies nothing and reads nothing. Such mappings live as long as the reader: it is closed after the last
 * tensor. What is only read to be converted is mapped alone and unmapped again, since pages that were read count as this
 * process's memory as long as they are mapped. Used on the inference thread.
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
     * @throws CheckpointException if the file cannot be read any more
     */
    TorchValue read(TensorInfo info, TorchType wanted) {
        TorchValue stored = staysInFile(info, wanted, device)
                ? view(files.computeIfAbsent(info.file(), this::map), info)
                : once(info);
        try (stored) {
            return module.run("cast", stored, device.toString(), wanted.code());
        }
    }

    /**
     * {@link #read} for a tensor that is closed before the reader and that no list or graph holds by then: its part of the
     * file leaves this process's memory with it.
     */
    TorchValue passing(TensorInfo info, TorchType wanted) {
        return staysInFile(info, wanted, device) ? once(info) : read(info, wanted);
    }

    /** Whether a tensor is read from its file only when it is used, instead of being copied now. */
    static boolean staysInFile(TensorInfo info, TorchType wanted, TorchDevice device) {
        return !device.isCuda() && mappable(info) && TorchType.of(info.dtype()) == wanted;
    }

    private static boolean mappable(TensorInfo info) {
        return info.aligned() && info.bytes() <= Integer.MAX_VALUE;
    }

    private TorchValue once(TensorInfo info) {
        if (!mappable(info)) {
            return copy(info);
        }
        Arena own = Arena.ofConfined();
        try {
            return view(map(info.file(), info.begin(), info.bytes(), own), 0, info)
                    .owning(own);
        } catch (RuntimeException | Error e) {
            own.close();
            throw e;
        }
    }

    private TorchValue view(MemorySegment file, TensorInfo info) {
        if (info.end() > file.byteSize()) {
            throw shorter(info.file());
        }
        return view(file, info.begin(), info);
    }

    private TorchValue view(MemorySegment memory, long begin, TensorInfo info) {
        try (TorchValue bytes =
                TorchValue.view(memory.asSlice(begin, info.bytes()).asByteBuffer())) {
            return module.run("tensor", bytes, TorchType.of(info.dtype()).code(), info.shape());
        }
    }

    private MemorySegment map(Path file) {
        try {
            return map(file, 0, Files.size(file), arena);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static MemorySegment map(Path file, long begin, long bytes, Arena arena) {
        try (FileChannel channel = FileChannel.open(file)) {
            if (begin + bytes > channel.size()) {
                throw shorter(file);
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, begin, bytes, arena);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CheckpointException shorter(Path file) {
        return new CheckpointException(file, CheckpointFault.UNREADABLE, Failure.of(FileFault.SHORTER));
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
        } catch (EOFException e) {
            tensor.close();
            throw shorter(info.file());
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
                throw new EOFException("the file has become shorter");
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

    private static CheckpointException unreadable(Path file, IOException e) {
        return new CheckpointException(file, e, CheckpointFault.UNREADABLE, FileFault.of(e));
    }

    @Override
    public void close() {
        module.close();
        arena.close();
    }
}
