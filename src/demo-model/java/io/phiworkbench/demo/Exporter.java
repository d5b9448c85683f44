package io.phiworkbench.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.phiworkbench.checkpoint.DType;
import io.phiworkbench.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a training's mean weights as an ordinary Phi-3.5-Vision checkpoint folder. */
public final class Exporter {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String TOWER = "model.vision_embed_tokens.img_processor.vision_model.";

    private final DemoShape shape;
    private final CharacterVocabulary vocabulary = new CharacterVocabulary();
    private final Path folder;

    Exporter(DemoShape shape, Path folder) {
        this.shape = shape;
        this.folder = folder;
    }

    /** Arguments: the training's folder, the checkpoint's folder. */
    public static void main(String[] args) throws IOException {
        DemoShape shape = DemoShape.shipped();
        ParameterLayout layout = new ParameterLayout(shape, CharacterVocabulary.SIZE, CharacterVocabulary.classes());
        TrainingState state = TrainingState.load(Path.of(args[0]).resolve("state.bin"));
        new Exporter(shape, Path.of(args[1])).write(layout, state.mean());
        System.out.println("wrote step " + state.step() + " to " + args[1]);
    }

    void write(ParameterLayout layout, float[] weights) throws IOException {
        Files.createDirectories(folder);
        weights(layout, weights);
        json("config.json", config());
        json("generation_config.json", generation());
        json("preprocessor_config.json", preprocessor());
        json("tokenizer_config.json", tokenizerConfig());
        json("special_tokens_map.json", Map.of("bos_token", "<s>", "eos_token", "<|endoftext|>", "pad_token", "<|endoftext|>", "unk_token", "<unk>"));
        json("tokenizer.json", tokenizer());
    }

    private void json(String name, Object value) throws IOException {
        Files.writeString(folder.resolve(name), JSON.writeValueAsString(value) + "\n");
    }

    private void weights(ParameterLayout layout, float[] flat) throws IOException {
        SafetensorsWriter out = new SafetensorsWriter();
        int at = 0;
        for (ParameterLayout.Piece piece : layout.pieces()) {
            int next = at + piece.size();
            for (String name : piece.names()) {
                int size = ParameterLayout.product(piece.written());
                add(out, name, Arrays.copyOfRange(flat, at, at + size), piece.written());
                at += size;
            }
            at = next;
        }
        unused(out);
        out.write(folder.resolve("model.safetensors"));
    }

    /** The tower's last layer and its final norm, which Phi-3.5-Vision has and never uses. */
    private void unused(SafetensorsWriter out) {
        int v = shape.visionDim();
        int mlp = shape.visionMlp();
        String layer = TOWER + "encoder.layers." + shape.visionLayers() + ".";
        for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
            constant(out, layer + "self_attn." + projection + ".weight", 0, v, v);
            constant(out, layer + "self_attn." + projection + ".bias", 0, v);
        }
        for (String norm : List.of(layer + "layer_norm1", layer + "layer_norm2", TOWER + "post_layernorm")) {
            constant(out, norm + ".weight", 1, v);
            constant(out, norm + ".bias", 0, v);
        }
        constant(out, layer + "mlp.fc1.weight", 0, mlp, v);
        constant(out, layer + "mlp.fc1.bias", 0, mlp);
        constant(out, layer + "mlp.fc2.weight", 0, v, mlp);
        constant(out, layer + "mlp.fc2.bias", 0, v);
    }

    private static void constant(SafetensorsWriter out, String name, float value, int... dims) {
        float[] values = new float[ParameterLayout.product(dims)];
        Arrays.fill(values, value);
        add(out, name, values, dims);
    }

    private static void add(SafetensorsWriter out, String name, float[] values, int... dims) {
        out.floats(name, DType.BF16, Arrays.stream(dims).asLongStream().toArray(), values);
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("_name_or_path", "phi-demo");
        config.put("architectures", List.of("Phi3VForCausalLM"));
        config.put("model_type", "phi3_v");
        config.put("attention_dropout", 0.0);
        config.put("bos_token_id", CharacterVocabulary.BOS);
        config.put("eos_token_id", CharacterVocabulary.END_OF_TEXT);
        config.put("pad_token_id", CharacterVocabulary.END_OF_TEXT);
        config.put(
                "embd_layer",
                ordered(
                        "embedding_cls", "image",
                        "hd_transform_order", "sub_glb",
                        "projection_cls", "mlp",
                        "use_hd_transform", true,
                        "with_learnable_separator", true));
        config.put("hidden_act", "silu");
        config.put("hidden_size", shape.dim());
        config.put("intermediate_size", shape.mlp());
        config.put("num_hidden_layers", shape.layers());
        config.put("num_attention_heads", shape.heads());
        config.put("num_key_value_heads", shape.heads());
        config.put("initializer_range", 0.02);
        config.put("max_position_embeddings", DemoShape.MAX_POSITIONS);
        config.put("original_max_position_embeddings", DemoShape.MAX_POSITIONS);
        config.put("rms_norm_eps", 1e-5);
        config.put("rope_scaling", null);
        config.put("rope_theta", 10000.0);
        config.put("sliding_window", null);
        config.put("tie_word_embeddings", false);
        config.put("torch_dtype", "bfloat16");
        config.put("use_cache", true);
        config.put("vocab_size", CharacterVocabulary.SIZE);
        config.put("img_processor", imageProcessor());
        return config;
    }

    private Map<String, Object> imageProcessor() {
        return ordered(
                "image_dim_out", shape.visionDim(),
                "model_name", "phi-demo-clip",
                "name", "clip_vision_model",
                "num_img_tokens", DemoShape.MERGED * DemoShape.MERGED,
                "vision_config",
                        ordered(
                                "hidden_size", shape.visionDim(),
                                "intermediate_size", shape.visionMlp(),
                                "num_hidden_layers", shape.visionLayers() + 1,
                                "num_attention_heads", shape.visionHeads(),
                                "image_size", DemoShape.CROP,
                                "patch_size", DemoShape.PATCH,
                                "num_channels", 3,
                                "hidden_act", "quick_gelu",
                                "layer_norm_eps", 1e-5,
                                "attention_dropout", 0.0,
                                "projection_dim", shape.visionDim()));
    }

    private static Map<String, Object> generation() {
        return ordered(
                "bos_token_id", CharacterVocabulary.BOS,
                "eos_token_id",
                        List.of(CharacterVocabulary.END_OF_TEXT, CharacterVocabulary.ASSISTANT, CharacterVocabulary.END),
                "pad_token_id", CharacterVocabulary.END_OF_TEXT,
                "do_sample", false);
    }

    private static Map<String, Object> preprocessor() {
        return ordered(
                "image_processor_type", "Phi3VImageProcessor",
                "processor_class", "Phi3VProcessor",
                "num_crops", DemoShape.NUM_CROPS,
                "single_image_num_crops", DemoShape.NUM_CROPS,
                "num_img_tokens", DemoShape.MERGED * DemoShape.MERGED,
                "image_mean", List.of(0.48145466, 0.4578275, 0.40821073),
                "image_std", List.of(0.26862954, 0.26130258, 0.27577711));
    }

    private Map<String, Object> tokenizerConfig() {
        Map<String, Object> added = new LinkedHashMap<>();
        vocabulary.specials().forEach((token, id) -> {
            Map<String, Object> entry = addedToken(id, token);
            entry.remove("id");
            added.put(String.valueOf(id), entry);
        });
        return ordered(
                "tokenizer_class", "LlamaTokenizer",
                "add_bos_token", true,
                "add_eos_token", false,
                "added_tokens_decoder", added,
                "bos_token", "<s>",
                "eos_token", "<|endoftext|>",
                "pad_token", "<|endoftext|>",
                "unk_token", "<unk>",
                "chat_template",
                        "{% for message in messages %}{{'<|' + message['role'] + '|>' + '\\n' + message['content'] + '<|end|>\\n' }}"
                                + "{% endfor %}{% if add_generation_prompt and messages[-1]['role'] != 'assistant' %}"
                                + "{{- '<|assistant|>\\n' -}}{% endif %}",
                "clean_up_tokenization_spaces", false,
                "legacy", false,
                "model_max_length", DemoShape.MAX_POSITIONS,
                "padding_side", "right");
    }

    private Map<String, Object> tokenizer() {
        List<Object> added = new ArrayList<>();
        vocabulary.specials().forEach((token, id) -> added.add(addedToken(id, token)));
        Map<String, Object> model = ordered(
                "type", "BPE",
                "dropout", null,
                "unk_token", "<unk>",
                "continuing_subword_prefix", null,
                "end_of_word_suffix", null,
                "fuse_unk", true,
                "byte_fallback", true,
                "vocab", vocabulary.ids(),
                "merges", List.of());
        return ordered(
                "version", "1.0",
                "truncation", null,
                "padding", null,
                "added_tokens", added,
                "normalizer", null,
                "pre_tokenizer", null,
                "post_processor", beginsWithBos(),
                "decoder",
                        ordered(
                                "type", "Sequence",
                                "decoders", List.of(Map.of("type", "ByteFallback"), Map.of("type", "Fuse"))),
                "model", model);
    }

    private static Map<String, Object> beginsWithBos() {
        Map<String, Object> first = Map.of("SpecialToken", ordered("id", "<s>", "type_id", 0));
        Map<String, Object> second = Map.of("SpecialToken", ordered("id", "<s>", "type_id", 1));
        Map<String, Object> a = Map.of("Sequence", ordered("id", "A", "type_id", 0));
        Map<String, Object> b = Map.of("Sequence", ordered("id", "B", "type_id", 1));
        return ordered(
                "type", "TemplateProcessing",
                "single", List.of(first, a),
                "pair", List.of(first, a, second, b),
                "special_tokens",
                        Map.of("<s>", ordered("id", "<s>", "ids", List.of(CharacterVocabulary.BOS), "tokens", List.of("<s>"))));
    }

    private static Map<String, Object> addedToken(int id, String content) {
        return ordered(
                "id", id,
                "content", content,
                "single_word", false,
                "lstrip", false,
                "rstrip", false,
                "normalized", false,
                "special", true);
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
