package io.phiworkbench.demo;

import io.phiworkbench.checkpoint.DType;
import io.phiworkbench.checkpoint.Safetensors;
import io.phiworkbench.checkpoint.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads an exported checkpoint back into the flat vector of {@link ParameterLayout}. */
final class CheckpointWeights {
    private CheckpointWeights() {}

    /** The weights of the folder's {@code model.safetensors}; pieces that are only trained with start from the seed. */
    static float[] read(ParameterLayout layout, Path folder, long seed) throws IOException {
        float[] flat = layout.start(seed);
        Safetensors file = Safetensors.read(folder.resolve("model.safetensors"));
        try (FileChannel channel = FileChannel.open(file.file(), StandardOpenOption.READ)) {
            int at = 0;
            for (ParameterLayout.Piece piece : layout.pieces()) {
                int next = at + piece.size();
                for (String name : piece.names()) {
                    at += copy(channel, tensor(file, name, ParameterLayout.product(piece.written())), flat, at);
                }
                at = next;
            }
        }
        return flat;
    }

    private static TensorInfo tensor(Safetensors file, String name, int size) throws IOException {
        TensorInfo tensor = file.tensor(name)
                .orElseThrow(() -> new IOException(file.file() + " has no " + name + "; it is no PhiDemo checkpoint"));
        if (tensor.dtype() != DType.BF16 || tensor.end() - tensor.begin() != 2L * size) {
            throw new IOException(tensor + " has other sizes than this training");
        }
        return tensor;
    }

    private static int copy(FileChannel channel, TensorInfo tensor, float[] flat, int at) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) (tensor.end() - tensor.begin())).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, tensor.begin() + bytes.position()) < 0) {
                throw new IOException(tensor + " ends early");
            }
        }
        ShortBuffer halves = bytes.flip().asShortBuffer();
        int count = halves.remaining();
        for (int i = 0; i < count; i++) {
            flat[at + i] = Float.intBitsToFloat(halves.get(i) << 16);
        }
        return count;
    }
}
