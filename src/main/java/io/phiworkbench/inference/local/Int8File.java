package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.checkpoint.Safetensors;
import io.phiworkbench.checkpoint.TensorInfo;
import io.phiworkbench.torch.PackedTensor;
import io.phiworkbench.torch.TorchException;
import io.phiworkbench.torch.TorchValue;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A complete file of int8 weights, mapped: a safetensors file whose matrices lie as oneDNN wants them, so that nothing is
 * copied or computed. A matrix is read once when it is taken, which brings its pages into memory and shows that oneDNN
 * accepts it; those that tokens choose only now and then stay on the disk until then.
 */
final class Int8File implements Int8Weights {
    private static final Logger LOG = LoggerFactory.getLogger(Int8File.class);

    static final Part LEVELS = new Part(".levels");
    static final Part SHAPE = new Part(".shape");
    static final Part LAYOUT = new Part(".layout");
    static final Part SCALES = new Part(".scales");
    static final Part COLUMNS = new Part(".columns");
    static final Part ROWS = new Part(".rows");

    private final Safetensors file;
    private final FileChannel channel;
    private final Arena arena;
    private final MemorySegment memory;
    private final Int8Packer packer;
    private final Predicate<String> onDemand;

    /** A matrix's tensors are named after it. */
    record Part(String suffix) {
        String of(String matrix) {
            return matrix + suffix;
        }
    }

    private Int8File(
            Safetensors file,
            FileChannel channel,
            Arena arena,
            MemorySegment memory,
            Int8Packer packer,
            Predicate<String> onDemand) {
        this.file = file;
        this.channel = channel;
        this.arena = arena;
        this.memory = memory;
        this.packer = packer;
        this.onDemand = onDemand;
    }

    /**
     * Opens a file if it is there and agrees with the mark; says in the log why it does not.
     *
     * @param packer owned from now on, if the result is not empty
     * @param onDemand names of matrices that stay on the disk until they are used
     */
    static Optional<Int8File> open(Path path, Int8Mark mark, Int8Packer packer, Predicate<String> onDemand) {
        try {
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            Safetensors file = Safetensors.read(path);
            String difference = mark.difference(file, packer);
            if (!difference.isEmpty()) {
                LOG.info("{} is made again: {}", path, difference);
                return Optional.empty();
            }
            return Optional.of(map(file, packer, onDemand));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CheckpointException | IOException e) {
            LOG.info("{} is made again: {}", path, e.toString());
            return Optional.empty();
        }
    }

    private static Int8File map(Safetensors file, Int8Packer packer, Predicate<String> onDemand) throws IOException {
        Arena arena = Arena.ofShared();
        FileChannel channel = FileChannel.open(file.file());
        try {
            if (channel.size() < file.size()) {
                throw new IOException("it has become shorter");
            }
            MemorySegment memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena);
            return new Int8File(file, channel, arena, memory, packer, onDemand);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            arena.close();
            throw e;
        }
    }

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public TorchValue matrix(String name) {
        MemorySegment levels = slice(info(LEVELS.of(name)));
        var tensor =
                new PackedTensor(longs(SHAPE.of(name)), small(LAYOUT.of(name)).array(), levels);
        boolean now = !onDemand.test(name);
        if (now) {
            levels.load();
        }
        try {
            TorchValue matrix = packer.matrix(
                    new PackedMatrix(tensor, floats(SCALES.of(name)), longs(COLUMNS.of(name)), longs(ROWS.of(name))));
            if (now) {
                packer.tryOnce(matrix);
            }
            return matrix;
        } catch (TorchException e) {
            throw new Int8FileException(name + " of " + file.file() + " cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public TorchValue exact(String name) {
        float[] values = floats(name);
        try (TorchValue borrowed = TorchValue.tensor(values, values.length)) {
            return packer.own(borrowed);
        }
    }

    private MemorySegment slice(TensorInfo place) {
        return memory.asSlice(place.begin(), place.bytes());
    }

    private TensorInfo info(String name) {
        return file.tensor(name).orElseThrow(() -> new Int8FileException(file.file() + " does not have " + name, null));
    }

    private ByteBuffer small(String name) {
        try {
            return Int8Mark.read(channel, info(name)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new Int8FileException(file.file() + " cannot be read: " + e, e);
        }
    }

    private long[] longs(String name) {
        ByteBuffer bytes = small(name);
        long[] values = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(values);
        return values;
    }

    private float[] floats(String name) {
        ByteBuffer bytes = small(name);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    @Override
    public TorchValue keep(String name, TorchValue made) {
        throw new IllegalStateException("the file is complete");
    }

    @Override
    public void keepExact(String name, TorchValue values) {
        throw new IllegalStateException("the file is complete");
    }

    @Override
    public void finish() {
        // it was complete before
    }

    @Override
    public void close() {
        arena.close();
        packer.close();
        try {
            channel.close();
        } catch (IOException e) {
            throw new Int8FileException(file.file() + " cannot be closed: " + e, e);
        }
    }
}
