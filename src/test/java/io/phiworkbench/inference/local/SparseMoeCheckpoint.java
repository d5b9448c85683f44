package io.phiworkbench.inference.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.checkpoint.ModelConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;

/** A Phi-3.5-MoE in one file of zeros in bf16 that takes no place on the disk, however large it is. */
final class SparseMoeCheckpoint {
    private SparseMoeCheckpoint() {}

    static Path write(Path folder, int hidden, int intermediate, int layers, int experts) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), """
                {"architectures": ["PhiMoEForCausalLM"], "model_type": "phimoe", "hidden_act": "silu",
                 "hidden_size": %d, "intermediate_size": %d, "num_hidden_layers": %d, "num_local_experts": %d,
                 "num_attention_heads": 16, "num_key_value_heads": 4, "vocab_size": 320, "rms_norm_eps": 1e-5,
                 "rope_theta": 10000.0, "max_position_embeddings": 2048, "attention_bias": true,
                 "lm_head_bias": true, "rope_scaling": null, "sliding_window": null,
                 "tie_word_embeddings": false, "eos_token_id": 2, "bos_token_id": 1}
                """.formatted(hidden, intermediate, layers, experts));
        weights(
                folder.resolve("model.safetensors"),
                DecoderFamily.of(ModelConfig.read(folder.resolve("config.json")))
                        .shapes());
        return folder;
    }

    private static void weights(Path file, Map<String, long[]> shapes) throws IOException {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        long end = 0;
        for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", "BF16");
            Arrays.stream(tensor.getValue()).forEach(entry.putArray("shape")::add);
            long begin = end;
            end += 2 * Arrays.stream(tensor.getValue()).reduce(1, (a, b) -> a * b);
            entry.putArray("data_offsets").add(begin).add(end);
        }
        String text = header.toString();
        byte[] padded = (text + " ".repeat((8 - text.length() % 8) % 8)).getBytes(StandardCharsets.UTF_8);
        ByteBuffer start = ByteBuffer.allocate(8 + padded.length).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(padded.length).put(padded).flip();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(start);
            channel.write(ByteBuffer.allocate(1), 8 + padded.length + end - 1);
        }
    }
}
