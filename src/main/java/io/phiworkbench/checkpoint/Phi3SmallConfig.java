package io.phiworkbench.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Phi-3-small: dense attention alternating with block-sparse attention, GEGELU, muP scaling, LayerNorm with bias. Fields
 * as in the release's {@code Phi3SmallConfig}.
 *
 * @param intermediateSize width of the MLP, {@code ff_intermediate_size}; {@code up_proj} has twice as many rows
 * @param rotaryDim part of a head that is rotated, here all of it
 * @param geGeluLimit bound of the GEGELU inputs, or empty for none
 * @param layerNormEps of the LayerNorms
 * @param ropeTheta base of the rotary frequencies, {@code rope_embedding_base}
 * @param ropePositionScale positions are multiplied by this
 * @param denseEvery layer {@code i} from 0 is dense when {@code (i + 1) % denseEvery == 0}; empty when none is
 * @param blockSparse the pattern of the other layers
 * @param mup the muP multipliers
 * @param unusedTokenIds ids whose logits are masked; the published configs leave them to the tokenizer's source text,
 *     from which they are taken here for its vocabulary
 * @param tieWordEmbeddings whether there is no {@code lm_head.weight}, as in the releases
 */
public record Phi3SmallConfig(
        int hiddenSize,
        int intermediateSize,
        int layers,
        int heads,
        int kvHeads,
        int headDim,
        int rotaryDim,
        int vocabSize,
        OptionalDouble geGeluLimit,
        double layerNormEps,
        double ropeTheta,
        double ropePositionScale,
        int maxPositions,
        int originalMaxPositions,
        RopeScaling ropeScaling,
        OptionalInt denseEvery,
        BlockSparse blockSparse,
        Mup mup,
        List<Integer> unusedTokenIds,
        boolean tieWordEmbeddings,
        SpecialTokenIds specialTokens,
        Optional<DType> torchDtype)
        implements ModelConfig {

    private static final int PUBLISHED_VOCABULARY = 100_352;

    public Phi3SmallConfig {
        unusedTokenIds = List.copyOf(unusedTokenIds);
    }

    /**
     * Which blocks of keys a block of queries sees.
     *
     * @param blockSize tokens in a block
     * @param localBlocks blocks at the end that are always seen
     * @param verticalStride of the earlier blocks every n-th is seen
     * @param sameForAllHeads whether the stride's offset is 0 for all heads instead of one per head
     */
    public record BlockSparse(int blockSize, int localBlocks, int verticalStride, boolean sameForAllHeads) {}

    /**
     * Scalings of maximal update parametrisation.
     *
     * @param embeddingMultiplier multiplies the embeddings
     * @param widthMultiplier divides the logits
     * @param attentionMultiplier over {@code headDim} this is the softmax scale when {@code scaleAttention}
     * @param scaleAttention else the softmax scale is {@code 1 / sqrt(headDim)}
     */
    public record Mup(
            double embeddingMultiplier, double widthMultiplier, double attentionMultiplier, boolean scaleAttention) {}

    static Phi3SmallConfig read(JsonFields json) {
        AttentionShape.requireActivation(json, "gegelu");
        AttentionShape shape = AttentionShape.read(json);
        int vocabulary = json.positiveInt("vocab_size");
        int maxPositions = json.positiveInt("max_position_embeddings");
        int originalMaxPositions = RopeScaling.originalMaxPositions(json, maxPositions);
        return new Phi3SmallConfig(
                shape.hiddenSize(),
                intermediateSize(json, shape.hiddenSize()),
                json.positiveInt("num_hidden_layers"),
                shape.heads(),
                shape.kvHeads(),
                shape.headDim(),
                shape.rotaryDim(),
                vocabulary,
                json.number("gegelu_limit", x -> x > 0),
                json.positive("layer_norm_epsilon", 1e-5),
                json.positive("rope_embedding_base"),
                json.positive("rope_position_scale", 1),
                maxPositions,
                originalMaxPositions,
                RopeScaling.read(json, shape.rotaryDim(), maxPositions, originalMaxPositions),
                json.optionalInt("dense_attention_every_n_layers", 1),
                new BlockSparse(
                        json.positiveInt("blocksparse_block_size"),
                        json.positiveInt("blocksparse_num_local_blocks"),
                        json.positiveInt("blocksparse_vert_stride"),
                        json.flag("blocksparse_homo_head_pattern", false)),
                new Mup(
                        json.positive("mup_embedding_multiplier"),
                        json.positive("mup_width_multiplier"),
                        json.positive("mup_attn_multiplier", 1),
                        json.flag("mup_use_scaling", true)),
                unusedTokenIds(json, vocabulary),
                json.flag("tie_word_embeddings", true),
                SpecialTokenIds.read(json),
                json.text("torch_dtype").or(() -> json.text("dtype")).flatMap(DType::ofTorchName));
    }

    /** Given, or as the release reckons it from {@code ff_dim_multiplier}. */
    private static int intermediateSize(JsonFields json, int hiddenSize) {
        OptionalInt multiplier = json.optionalInt("ff_dim_multiplier", 1);
        if (multiplier.isEmpty() || json.has("ff_intermediate_size")) {
            return json.positiveInt("ff_intermediate_size");
        }
        int size = multiplier.getAsInt() * (hiddenSize / 3) * 2;
        return json.flag("gegelu_pad_to_256", true) ? (size + 255) / 256 * 256 : size;
    }

    private static List<Integer> unusedTokenIds(JsonFields json, int vocabulary) {
        List<Integer> named = json.tokenIds("dummy_token_indices");
        named.stream().filter(id -> id >= vocabulary).findFirst().ifPresent(id -> {
            throw json.invalid("dummy_token_indices", FieldFault.BEYOND_VOCABULARY, id, vocabulary - 1);
        });
        return named.isEmpty() && vocabulary == PUBLISHED_VOCABULARY ? publishedUnusedIds() : named;
    }

    /** The ids of {@code Phi3SmallTokenizer.dummy_token_indices} in the release's tokenization_phi3_small.py. */
    private static List<Integer> publishedUnusedIds() {
        return IntStream.concat(
                        IntStream.of(100_256, 100_258, 100_259, 100_260, 100_264, 100_265),
                        IntStream.range(100_267, PUBLISHED_VOCABULARY))
                .boxed()
                .toList();
    }

    @Override
    public Architecture architecture() {
        return Architecture.PHI3_SMALL;
    }

    /** Empty: block-sparse layers see by their pattern, dense layers see everything. */
    @Override
    public OptionalInt slidingWindow() {
        return OptionalInt.empty();
    }
}
