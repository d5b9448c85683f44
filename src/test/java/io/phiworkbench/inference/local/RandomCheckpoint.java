package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.DType;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Writes a small text model of random weights. */
final class RandomCheckpoint {
    private RandomCheckpoint() {}

    /** @param vocab large where a test wants large logits */
    static Path write(Path folder, int hidden, int layers, int vocab, int context) {
        return write(folder, hidden, layers, vocab, context, 1);
    }

    /** With a channel far above all others, in matrices that are too large for two digits everywhere. */
    static Path withOutliers(Path folder) {
        return write(folder, 768, 1, 100, 256, 40);
    }

    private static Path write(Path folder, int hidden, int layers, int vocab, int context, float gain) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("config.json"), """
                    {"architectures": ["Phi3ForCausalLM"], "model_type": "phi3", "hidden_act": "silu",
                     "hidden_size": %d, "intermediate_size": %d, "num_hidden_layers": %d,
                     "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": %d, "rms_norm_eps": 1e-5,
                     "rope_theta": 10000.0, "max_position_embeddings": %d,
                     "original_max_position_embeddings": %d, "rope_scaling": null, "sliding_window": null,
                     "tie_word_embeddings": false, "eos_token_id": 2, "bos_token_id": 1}
                    """.formatted(hidden, 2 * hidden, layers, vocab, context, context));
            ModelConfig config = ModelConfig.read(folder.resolve("config.json"));
            var random = new Random(7);
            var writer = new SafetensorsWriter();
            DecoderFamily.of(config).shapes().forEach((name, shape) -> {
                float[] values = new float[(int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = shape.length == 1 ? (i == 3 ? gain : 1) : (float) (random.nextGaussian() * 0.3);
                }
                writer.floats(name, DType.BF16, shape, values);
            });
            writer.write(folder.resolve("model.safetensors"));
            Checkpoint.open(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
