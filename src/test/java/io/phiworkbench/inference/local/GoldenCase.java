package io.phiworkbench.inference.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.Safetensors;
import io.phiworkbench.checkpoint.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A checkpoint with the values that the reference implementation gives for it. */
record GoldenCase(String name, Path folder) {
    static GoldenCase of(String name) {
        return new GoldenCase(name, Path.of("src/test/resources/oracle", name));
    }

    Checkpoint checkpoint() {
        return Checkpoint.open(folder);
    }

    JsonNode expected() {
        try {
            return new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int prompts() {
        return expected().get("prompts").size();
    }

    double tolerance() {
        return expected().at("/tolerance/fp32/max_abs_err_over_max_abs_logit").asDouble(1e-4);
    }

    List<Integer> integers(String tensor) {
        ByteBuffer data = data(tensor);
        return IntStream.range(0, data.remaining() / 8)
                .mapToObj(i -> (int) data.getLong(8 * i))
                .toList();
    }

    float[] floats(String tensor) {
        ByteBuffer data = data(tensor);
        float[] values = new float[data.remaining() / 4];
        data.asFloatBuffer().get(values);
        return values;
    }

    private ByteBuffer data(String tensor) {
        TensorInfo info = Safetensors.read(folder.resolve("expected.safetensors"))
                .tensor(tensor)
                .orElseThrow();
        try {
            byte[] bytes = Files.readAllBytes(info.file());
            return ByteBuffer.wrap(Arrays.copyOfRange(bytes, (int) info.begin(), (int) info.end()))
                    .order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Largest difference over largest expected magnitude; masked logits have to be equal and do not count. */
    static double error(float[] actual, float[] expected) {
        double difference = 0;
        double magnitude = 0;
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] == -Float.MAX_VALUE) {
                difference = actual[i] == expected[i] ? difference : Double.POSITIVE_INFINITY;
                continue;
            }
            difference = Math.max(difference, Math.abs((double) actual[i] - expected[i]));
            magnitude = Math.max(magnitude, Math.abs(expected[i]));
        }
        return difference / magnitude;
    }
}
