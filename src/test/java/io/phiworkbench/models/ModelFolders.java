package io.phiworkbench.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Model folders for tests. */
final class ModelFolders {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path ORACLE = Path.of("src/test/resources/oracle");

    private ModelFolders() {}

    /** A copy of a small golden checkpoint. */
    static Path golden(String name, Path to) {
        try {
            Files.createDirectories(to);
            try (Stream<Path> files = Files.list(ORACLE.resolve(name))) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder with the sizes of Phi-3.5-mini, 3.8 billion weights in a file that takes no room on the disk. */
    static Path phi35Mini(Path to) throws IOException {
        Files.createDirectories(to);
        ObjectNode config = MAPPER.createObjectNode()
                .put("model_type", "phi3")
                .put("hidden_act", "silu")
                .put("hidden_size", 3072)
                .put("intermediate_size", 8192)
                .put("num_hidden_layers", 32)
                .put("num_attention_heads", 32)
                .put("num_key_value_heads", 32)
                .put("vocab_size", 32064)
                .put("rms_norm_eps", 1e-5)
                .put("max_position_embeddings", 131_072)
                .put("original_max_position_embeddings", 4096)
                .put("sliding_window", 262_144)
                .put("torch_dtype", "bfloat16");
        config.putArray("architectures").add("Phi3ForCausalLM");
        ObjectNode scaling = config.putObject("rope_scaling").put("type", "longrope");
        ArrayNode shortFactors = scaling.putArray("short_factor");
        ArrayNode longFactors = scaling.putArray("long_factor");
        for (int i = 0; i < 48; i++) {
            shortFactors.add(1.0);
            longFactors.add(2.0);
        }
        MAPPER.writeValue(to.resolve("config.json").toFile(), config);
        sparse(to.resolve("model.safetensors"), phi35MiniTensors());
        return to;
    }

    /** A folder with the sizes of Phi-3.5-MoE, 41.9 billion weights in a file that takes no room on the disk. */
    static Path phi35Moe(Path to) throws IOException {
        Files.createDirectories(to);
        ObjectNode config = MAPPER.createObjectNode()
                .put("model_type", "phimoe")
                .put("hidden_act", "silu")
                .put("hidden_size", 4096)
                .put("intermediate_size", 6400)
                .put("num_hidden_layers", 32)
                .put("num_attention_heads", 32)
                .put("num_key_value_heads", 8)
                .put("num_local_experts", 16)
                .put("vocab_size", 32064)
                .put("attention_bias", true)
                .put("lm_head_bias", true)
                .put("max_position_embeddings", 131_072);
        config.putArray("architectures").add("PhiMoEForCausalLM");
        MAPPER.writeValue(to.resolve("config.json").toFile(), config);
        sparse(to.resolve("model.safetensors"), phi35MoeTensors());
        return to;
    }

    private static Map<String, long[]> phi35MoeTensors() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("model.embed_tokens.weight", new long[] {32064, 4096});
        for (int layer = 0; layer < 32; layer++) {
            String prefix = "model.layers." + layer + ".";
            shapes.put(prefix + "self_attn.q_proj.weight", new long[] {4096, 4096});
            shapes.put(prefix + "self_attn.k_proj.weight", new long[] {1024, 4096});
            shapes.put(prefix + "self_attn.v_proj.weight", new long[] {1024, 4096});
            shapes.put(prefix + "self_attn.o_proj.weight", new long[] {4096, 4096});
            for (int expert = 0; expert < 16; expert++) {
                String name = prefix + "block_sparse_moe.experts." + expert;
                shapes.put(name + ".w1.weight", new long[] {6400, 4096});
                shapes.put(name + ".w2.weight", new long[] {4096, 6400});
                shapes.put(name + ".w3.weight", new long[] {6400, 4096});
            }
        }
        shapes.put("lm_head.weight", new long[] {32064, 4096});
        return shapes;
    }

    private static Map<String, long[]> phi35MiniTensors() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("model.embed_tokens.weight", new long[] {32064, 3072});
        for (int layer = 0; layer < 32; layer++) {
            String prefix = "model.layers." + layer + ".";
            shapes.put(prefix + "self_attn.qkv_proj.weight", new long[] {9216, 3072});
            shapes.put(prefix + "self_attn.o_proj.weight", new long[] {3072, 3072});
            shapes.put(prefix + "mlp.gate_up_proj.weight", new long[] {16384, 3072});
            shapes.put(prefix + "mlp.down_proj.weight", new long[] {3072, 8192});
            shapes.put(prefix + "input_layernorm.weight", new long[] {3072});
            shapes.put(prefix + "post_attention_layernorm.weight", new long[] {3072});
        }
        shapes.put("model.norm.weight", new long[] {3072});
        shapes.put("lm_head.weight", new long[] {32064, 3072});
        return shapes;
    }

    private static void sparse(Path file, Map<String, long[]> shapes) throws IOException {
        ObjectNode header = MAPPER.createObjectNode();
        long end = 0;
        for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
            long begin = end;
            long elements = 1;
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", "BF16");
            ArrayNode shape = entry.putArray("shape");
            for (long size : tensor.getValue()) {
                shape.add(size);
                elements *= size;
            }
            end += elements * 2;
            entry.putArray("data_offsets").add(begin).add(end);
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.writeLong(Long.reverseBytes(text.length));
            out.write(text);
            out.setLength(8 + text.length + end);
        }
    }
}
