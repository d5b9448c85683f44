package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.DType;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes small models that read pictures, of random weights, as a publisher would.
 *
 * @param imageSize side of a crop in pixels
 * @param patch side of a patch in pixels
 * @param width of the encoder
 * @param heads of the encoder
 * @param layers of the encoder
 * @param layerIndex {@code layer_idx}
 * @param order {@code hd_transform_order}
 * @param type weights are stored in
 * @param shards files they are spread over
 */
record VisionCheckpoint(
        int imageSize,
        int patch,
        int width,
        int heads,
        int layers,
        int layerIndex,
        String order,
        DType type,
        int shards) {

    static VisionCheckpoint usual() {
        return new VisionCheckpoint(56, 14, 32, 4, 3, -2, "sub_glb", DType.F32, 1);
    }

    VisionCheckpoint stored(DType as, int files) {
        return new VisionCheckpoint(imageSize, patch, width, heads, layers, layerIndex, order, as, files);
    }

    Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("config.json"), config());
            Files.writeString(folder.resolve("preprocessor_config.json"), """
                    {"num_crops": 4, "image_mean": [0.48145466, 0.4578275, 0.40821073],
                     "image_std": [0.26862954, 0.26130258, 0.27577711]}""");
            var config = (Phi3VConfig) ModelConfig.read(folder.resolve("config.json"));
            write(folder, values(config), shapes(config));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, long[]> shapes(Phi3VConfig config) {
        Map<String, long[]> shapes =
                new LinkedHashMap<>(DecoderFamily.of(config).shapes());
        shapes.putAll(VisionWeights.shapes(config));
        return shapes;
    }

    /** Numbers that bfloat16 holds exactly, so that every stored type means the same model. */
    private static Map<String, float[]> values(Phi3VConfig config) {
        var random = new Random(11);
        Map<String, float[]> values = new LinkedHashMap<>();
        shapes(config).forEach((name, shape) -> {
            float[] tensor = new float[(int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            boolean gain = name.contains("norm") && name.endsWith(".weight");
            for (int i = 0; i < tensor.length; i++) {
                tensor[i] = Math.round((gain ? 1 : 0) * 64 + random.nextGaussian() * 16) / 64f;
            }
            values.put(name, tensor);
        });
        return values;
    }

    private void write(Path folder, Map<String, float[]> values, Map<String, long[]> shapes) throws IOException {
        List<String> names = List.copyOf(values.keySet());
        List<String> places = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            String file =
                    shards == 1 ? "model.safetensors" : "model-%05d-of-%05d.safetensors".formatted(shard + 1, shards);
            var writer = new SafetensorsWriter();
            for (int i = shard; i < names.size(); i += shards) {
                writer.floats(names.get(i), type, shapes.get(names.get(i)), values.get(names.get(i)));
                places.add("\"" + names.get(i) + "\": \"" + file + "\"");
            }
            writer.write(folder.resolve(file));
        }
        if (shards > 1) {
            Files.writeString(
                    folder.resolve("model.safetensors.index.json"),
                    "{\"metadata\": {}, \"weight_map\": {" + String.join(", ", places) + "}}");
        }
    }

    private String config() {
        return """
                {"architectures": ["Phi3VForCausalLM"], "model_type": "phi3_v", "hidden_act": "silu",
                 "hidden_size": 48, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,
                 "num_key_value_heads": 4, "vocab_size": 96, "rms_norm_eps": 1e-5, "rope_theta": 10000.0,
                 "max_position_embeddings": 4096, "original_max_position_embeddings": 4096, "rope_scaling": null,
                 "sliding_window": null, "tie_word_embeddings": false, "eos_token_id": 2, "bos_token_id": 1,
                 "embd_layer": {"embedding_cls": "image", "hd_transform_order": "%s", "projection_cls": "mlp",
                   "use_hd_transform": true, "with_learnable_separator": true},
                 "img_processor": {"name": "clip_vision_model", "model_name": "openai/clip-vit-large-patch14-336",
                   "image_dim_out": %d, "num_img_tokens": 144, "layer_idx": %d,
                   "vision_config": {"hidden_size": %d, "intermediate_size": %d, "num_hidden_layers": %d,
                     "num_attention_heads": %d, "image_size": %d, "patch_size": %d}}}
                """.formatted(order, width, layerIndex, width, 2 * width, layers, heads, imageSize, patch);
    }
}
