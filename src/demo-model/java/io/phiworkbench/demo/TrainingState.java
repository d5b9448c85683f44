package io.phiworkbench.demo;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where a training stands: the weights, AdamW's two moments, the running mean of the weights, and the step.
 *
 * @param accuracies running share of right answers of each {@link Task}
 */
record TrainingState(long step, float[] weights, float[] first, float[] second, float[] mean, float[] accuracies) {
    private static final int MAGIC = 0x50484944;

    /** The state before the first step. */
    static TrainingState start(float[] weights) {
        return new TrainingState(
                0,
                weights,
                new float[weights.length],
                new float[weights.length],
                weights.clone(),
                new float[Task.values().length]);
    }

    /** Writes the state so that the file is at all times either the old or the new one. */
    void save(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(fresh))) {
            out.writeInt(MAGIC);
            out.writeLong(step);
            for (float[] values : new float[][] {weights, first, second, mean, accuracies}) {
                ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                out.writeInt(values.length);
                out.write(bytes.array());
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static TrainingState load(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + " is no training state; remove it to start anew");
            }
            long step = in.readLong();
            return new TrainingState(step, floats(in), floats(in), floats(in), floats(in), floats(in));
        }
    }

    private static float[] floats(DataInputStream in) throws IOException {
        int count = in.readInt();
        byte[] bytes = in.readNBytes(count * 4);
        float[] values = new float[count];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
