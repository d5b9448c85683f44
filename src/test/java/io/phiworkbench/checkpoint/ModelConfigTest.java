package io.phiworkbench.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConfigTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ORACLE = Path.of("src/test/resources/oracle");

    @TempDir
    Path folder;

    @Test
    void readsPhi3Mini() {
        Phi3Config config = (Phi3Config) ModelConfig.read(ORACLE.resolve("phi3-mini-4k/config.json"));

        assertThat(config)
                .isEqualTo(new Phi3Config(
                        Architecture.PHI3,
                        64,
                        176,
                        3,
                        4,
                        4,
                        16,
                        16,
                        320,
                        1e-5,
                        10_000,
                        128,
                        128,
                        OptionalInt.of(8),
                        new RopeScaling.None(),
                        false,
                        new SpecialTokenIds(OptionalInt.of(1), List.of(316), OptionalInt.of(316)),
                        Optional.of(DType.BF16)));
    }

    @Test
    void takesAWindowThatTheContextNeverExceedsForNone() {
        ModelConfig config = ModelConfig.read(ORACLE.resolve("phi3-medium/config.json"));

        assertThat(config.slidingWindow()).isEmpty();
        assertThat(config.kvHeads()).isEqualTo(2);
    }

    @Test
    void readsLongRopeAndItsAttentionFactor() {
        ModelConfig config = ModelConfig.read(ORACLE.resolve("phi35-mini-longrope/config.json"));

        RopeScaling.LongRope rope = (RopeScaling.LongRope) config.ropeScaling();
        assertThat(config.originalMaxPositions()).isEqualTo(16);
        assertThat(rope.shortFactors()).hasSize(8).startsWith(1.0047);
        assertThat(rope.longFactors()).hasSize(8).startsWith(2.9688);
        double factor = Math.sqrt(1 + Math.log(128 / 16.0) / Math.log(16));
        assertThat(rope.shortAttentionFactor()).isEqualTo(factor, within(1e-15));
        assertThat(rope.longAttentionFactor()).isEqualTo(factor, within(1e-15));
    }

    @Test
    void readsPhi35Moe() {
        PhiMoeConfig config = (PhiMoeConfig) ModelConfig.read(ORACLE.resolve("phi35-moe/config.json"));

        RopeScaling.LongRope rope = (RopeScaling.LongRope) config.ropeScaling();
        assertThat(config.experts()).isEqualTo(4);
        assertThat(config.expertsPerToken()).isEqualTo(2);
        assertThat(config.routerJitterNoise()).isEqualTo(0.05);
        assertThat(config.attentionBias()).isTrue();
        assertThat(config.lmHeadBias()).isTrue();
        assertThat(rope.shortAttentionFactor()).isEqualTo(1.12);
        assertThat(rope.longAttentionFactor()).isEqualTo(1.31);
    }

    @Test
    void readsPhi3Small() {
        Phi3SmallConfig config = (Phi3SmallConfig) ModelConfig.read(ORACLE.resolve("phi3-small-128k/config.json"));

        RopeScaling.LongRope rope = (RopeScaling.LongRope) config.ropeScaling();
        assertThat(config.intermediateSize()).isEqualTo(112);
        assertThat(config.blockSparse()).isEqualTo(new Phi3SmallConfig.BlockSparse(16, 2, 8, false));
        assertThat(config.mup()).isEqualTo(new Phi3SmallConfig.Mup(3, 2, 1, true));
        assertThat(config.geGeluLimit()).hasValue(2);
        assertThat(config.denseEvery()).hasValue(2);
        assertThat(config.unusedTokenIds()).hasSize(19).startsWith(251);
        assertThat(config.originalMaxPositions()).isEqualTo(40);
        assertThat(rope.longAttentionFactor()).isEqualTo(1.19);
        assertThat(config.tieWordEmbeddings()).isTrue();
    }

    @Test
    void readsPhi3SmallWithoutScaling() {
        ModelConfig config = ModelConfig.read(ORACLE.resolve("phi3-small-8k/config.json"));

        assertThat(config.ropeScaling()).isEqualTo(new RopeScaling.None());
        assertThat(config.originalMaxPositions()).isEqualTo(512);
    }

    @Test
    void takesVitLargeForAVisionModelThatDoesNotGiveItsEncodersSizes() throws IOException {
        Phi3VConfig config = (Phi3VConfig) ModelConfig.read(vision(json -> {}));

        assertThat(config.vision())
                .isEqualTo(new VisionConfig(
                        1024, 4096, 24, 23, 16, 1e-5, 336, 14, VisionConfig.HdTransformOrder.CROPS_FIRST));
        assertThat(config.vision().tokensPerCrop()).isEqualTo(144);
        assertThat(config.architecture()).isEqualTo(Architecture.PHI3_VISION);
        assertThat(config.hiddenSize()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({"-1, 24", "-2, 23", "-24, 1", "1, 1", "24, 24"})
    void theLayerIndexCountsTheEncodersStates(int index, int layersThatRun) throws IOException {
        Path file = vision(json -> ((ObjectNode) json.get("img_processor")).put("layer_idx", index));

        assertThat(((Phi3VConfig) ModelConfig.read(file)).vision().featureLayers())
                .isEqualTo(layersThatRun);
    }

    /** The reference's code has {@code kwargs.get('hd_transform_order', 'glb_sub')}. */
    @Test
    void aLayerWithoutOrderHasTheOneOfTheReferencesCode() throws IOException {
        Path file = vision(json -> ((ObjectNode) json.get("embd_layer")).remove("hd_transform_order"));

        assertThat(((Phi3VConfig) ModelConfig.read(file)).vision().order())
                .isEqualTo(VisionConfig.HdTransformOrder.GLOBAL_FIRST);
    }

    /** The reference's code counts tokens by the picture; the field is a left-over of models without HD transform. */
    @Test
    void theStatedNumberOfTokensIsIgnored() throws IOException {
        Path file = vision(json -> ((ObjectNode) json.get("img_processor")).put("num_img_tokens", 576));

        assertThat(((Phi3VConfig) ModelConfig.read(file)).vision().tokensPerCrop())
                .isEqualTo(144);
    }

    @Test
    void readsTheSizesOfASmallEncoder() throws IOException {
        Phi3VConfig config = (Phi3VConfig) ModelConfig.read(vision(json -> {
            ObjectNode processor = (ObjectNode) json.get("img_processor");
            processor.put("image_dim_out", 32);
            processor
                    .putObject("vision_config")
                    .put("hidden_size", 32)
                    .put("num_hidden_layers", 4)
                    .put("num_attention_heads", 4)
                    .put("intermediate_size", 64)
                    .put("image_size", 56);
        }));

        assertThat(config.vision())
                .isEqualTo(new VisionConfig(32, 64, 4, 3, 4, 1e-5, 56, 14, VisionConfig.HdTransformOrder.CROPS_FIRST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/img_processor/name | \"siglip\" | img_processor.name",
                "/img_processor/image_dim_out | 1023 | image_dim_out\" is 1023, but the encoder is 1024 wide",
                "/img_processor/layer_idx | 25 | layer_idx\" is 25, but the encoder has 24 layers",
                "/img_processor/layer_idx | -25 | layer_idx\" is -25, but the encoder has 24 layers",
                "/img_processor/type_feature | \"cls_patch\" | type_feature\" is \"cls_patch\"; supported is patch",
                "/embd_layer/projection_cls | \"linear\" | projection_cls\" is \"linear\"; supported is mlp",
                "/embd_layer/use_hd_transform | false | use_hd_transform\" is false",
                "/embd_layer/hd_transform_order | \"mixed\" | supported are sub_glb, glb_sub",
                "/img_processor/vision_config | {\"image_size\":322} | not an even number of patches",
                "/img_processor/vision_config | {\"hidden_act\":\"gelu\"} | supported is quick_gelu",
            })
    void refusesVisionSettingsItCannotCompute(String pointer, String value, String fault) throws IOException {
        Path file = vision(json -> set(json, pointer, value));

        assertRefused(file, fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hidden_size",
                "intermediate_size",
                "num_hidden_layers",
                "num_attention_heads",
                "vocab_size",
                "max_position_embeddings"
            })
    void namesTheFieldThatIsMissing(String field) throws IOException {
        Path file = longRope(json -> json.remove(field));

        assertRefused(file, "the field \"" + field + "\" is missing");
    }

    @Test
    void needsTheOriginalLengthWhereTheContextWasExtended() throws IOException {
        Path file = longRope(json -> json.remove("original_max_position_embeddings"));

        assertRefused(file, "original_max_position_embeddings\" is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/hidden_size | \"64\" | \"hidden_size\" must be a whole number, but is a string",
                "/hidden_size | 64.5 | \"hidden_size\" must be a whole number, but is the number 64.5",
                "/hidden_size | 0 | \"hidden_size\" is 0, which is out of range",
                "/hidden_size | -64 | out of range",
                "/hidden_size | 99999999999 | out of range",
                "/rms_norm_eps | \"tiny\" | \"rms_norm_eps\" must be a number",
                "/rms_norm_eps | 0 | out of range",
                "/tie_word_embeddings | 1 | must be true or false",
                "/eos_token_id | \"</s>\" | \"eos_token_id\" must be a token id or a list of them",
                "/eos_token_id | [-1] | which is no token id",
                "/hidden_act | \"gelu\" | \"hidden_act\" is \"gelu\"; supported is silu",
                "/attention_bias | true | no attention biases",
                "/num_attention_heads | 5 | which does not divide hidden_size 64",
                "/num_key_value_heads | 3 | which does not divide the 4 heads",
                "/num_attention_heads | 64 | an even number is needed",
                "/rope_scaling | [] | \"rope_scaling\" must be an object",
                "/rope_scaling/type | \"yarn\" | \"rope_scaling.type\" is \"yarn\"; supported are su, longrope, none",
                "/rope_scaling/short_factor | [1.0, 2.0] | \"rope_scaling.short_factor\" has 2 factors, but the heads need 8",
                "/rope_scaling/long_factor | null | \"rope_scaling.long_factor\" is missing",
                "/rope_scaling/long_factor | [1,1,1,1,1,1,1,0] | out of range",
                "/architectures | [\"LlamaForCausalLM\"] | the architecture LlamaForCausalLM is not supported; supported are Phi3ForCausalLM, Phi3VForCausalLM, PhiMoEForCausalLM, Phi3SmallForCausalLM",
                "/architectures | \"Phi3ForCausalLM\" | \"architectures\" must be a list of strings",
            })
    void refusesAFieldItCannotUse(String pointer, String value, String fault) throws IOException {
        Path file = longRope(json -> set(json, pointer, value));

        assertRefused(file, fault);
    }

    @Test
    void goesByTheModelTypeWhereNoArchitectureIsNamed() throws IOException {
        Path file = longRope(json -> json.remove("architectures"));

        assertThat(ModelConfig.read(file).architecture()).isEqualTo(Architecture.PHI3);
    }

    @Test
    void readsTheRotaryPartOfAHead() throws IOException {
        Path file = longRope(json -> {
            json.put("partial_rotary_factor", 0.5);
            set(json, "/rope_scaling/short_factor", "[1,1,1,1]");
            set(json, "/rope_scaling/long_factor", "[1,1,1,1]");
        });

        assertThat(((Phi3Config) ModelConfig.read(file)).rotaryDim()).isEqualTo(8);
    }

    @Test
    void takesAnOriginalLengthBeyondTheContextForNoExtension() throws IOException {
        Path file = longRope(json -> json.put("original_max_position_embeddings", 4096));

        ModelConfig config = ModelConfig.read(file);

        assertThat(config.originalMaxPositions()).isEqualTo(128);
        assertThat(((RopeScaling.LongRope) config.ropeScaling()).shortAttentionFactor())
                .isEqualTo(1);
    }

    @Test
    void readsSeveralEndsOfText() throws IOException {
        Path file = longRope(json -> set(json, "/eos_token_id", "[3, 4]"));

        assertThat(ModelConfig.read(file).specialTokens().eos()).containsExactly(3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1,\"a\":2}", "{} x", "{\"a\":NaN}"})
    void refusesWhatIsNotJson(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), text);

        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> ModelConfig.read(file))
                .withMessageStartingWith(file + ": ");
    }

    private Path longRope(Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = (ObjectNode)
                JSON.readTree(ORACLE.resolve("phi35-mini-longrope/config.json").toFile());
        return changed(json, change);
    }

    private Path vision(Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = (ObjectNode)
                JSON.readTree(ORACLE.resolve("phi35-mini-longrope/config.json").toFile());
        json.putArray("architectures").add("Phi3VForCausalLM");
        json.putObject("embd_layer")
                .put("embedding_cls", "image")
                .put("hd_transform_order", "sub_glb")
                .put("projection_cls", "mlp")
                .put("use_hd_transform", true)
                .put("with_learnable_separator", true);
        json.putObject("img_processor")
                .put("image_dim_out", 1024)
                .put("model_name", "openai/clip-vit-large-patch14-336")
                .put("name", "clip_vision_model")
                .put("num_img_tokens", 144);
        return changed(json, change);
    }

    private Path changed(ObjectNode json, Consumer<ObjectNode> change) throws IOException {
        change.accept(json);
        Path file = folder.resolve("config.json");
        JSON.writeValue(file.toFile(), json);
        return file;
    }

    private static void set(ObjectNode json, String pointer, String value) {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = slash == 0 ? json : json.at(pointer.substring(0, slash));
        try {
            ((ObjectNode) parent).set(pointer.substring(slash + 1), JSON.readTree(value));
        } catch (IOException e) {
            throw new IllegalArgumentException(value, e);
        }
    }

    private static void assertRefused(Path file, String fault) {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> ModelConfig.read(file))
                .withMessageStartingWith(file + ": ")
                .withMessageContaining(fault);
    }
}
