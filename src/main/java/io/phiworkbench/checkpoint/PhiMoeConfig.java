package io.phiworkbench.checkpoint;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Phi-3.5-MoE: separate q, k, v projections, LayerNorm with bias, and in each layer experts of which two are chosen per
 * token by the sparse mixer. Fields as in the release's {@code PhiMoEConfig}.
 *
 * @param intermediateSize width of one expert
 * @param rotaryDim part of a head that is rotated, here all of it
 * @param experts experts in each layer
 * @param expertsPerToken always 2: the sparse mixer chooses two
 * @param routerJitterNoise half the relative distance to the best score within which an expert takes part in the
 *     sparse mixer's softmax; it masks in evaluation too
 * @param attentionBias whether q, k, v and output projections have biases
 * @param lmHeadBias whether the output matrix has a bias
 * @param layerNormEps of the LayerNorms, {@code rms_norm_eps} in the file
 */
public record PhiMoeConfig(
        int hiddenSize,
        int intermediateSize,
        int layers,
        int heads,
        int kvHeads,
        int headDim,
        int rotaryDim,
        int vocabSize,
        int experts,
        int expertsPerToken,
        double routerJitterNoise,
        boolean attentionBias,
        boolean lmHeadBias,
        double layerNormEps,
        double ropeTheta,
        int maxPositions,
        int originalMaxPositions,
        OptionalInt slidingWindow,
        RopeScaling ropeScaling,
        boolean tieWordEmbeddings,
        SpecialTokenIds specialTokens,
        Optional<DType> torchDtype)
        implements ModelConfig {

    static PhiMoeConfig read(JsonFields json) {
        AttentionShape.requireActivation(json, "silu");
        AttentionShape shape = AttentionShape.read(json);
        int maxPositions = json.positiveInt("max_position_embeddings");
        int originalMaxPositions = RopeScaling.originalMaxPositions(json, maxPositions);
        return new PhiMoeConfig(
                shape.hiddenSize(),
                json.positiveInt("intermediate_size"),
                json.positiveInt("num_hidden_layers"),
                shape.heads(),
                shape.kvHeads(),
                shape.headDim(),
                shape.rotaryDim(),
                json.positiveInt("vocab_size"),
                experts(json),
                expertsPerToken(json),
                json.number("router_jitter_noise", x -> x >= 0).orElse(0.01),
                json.flag("attention_bias", false),
                json.flag("lm_head_bias", false),
                json.positive("rms_norm_eps", 1e-5),
                json.positive("rope_theta", 10_000),
                maxPositions,
                originalMaxPositions,
                AttentionShape.slidingWindow(json, maxPositions),
                RopeScaling.read(json, shape.rotaryDim(), maxPositions, originalMaxPositions),
                json.flag("tie_word_embeddings", false),
                SpecialTokenIds.read(json),
                json.text("torch_dtype").or(() -> json.text("dtype")).flatMap(DType::ofTorchName));
    }

    private static int experts(JsonFields json) {
        int experts = json.positiveInt("num_local_experts");
        if (experts < 2) {
            throw json.invalid("num_local_experts", FieldFault.TOO_FEW_EXPERTS, experts);
        }
        return experts;
    }

    private static int expertsPerToken(JsonFields json) {
        int perToken = json.positiveInt("num_experts_per_tok", 2);
        if (perToken != 2) {
            throw json.unsupported("num_experts_per_tok", FieldFault.OTHER_EXPERTS, perToken);
        }
        return perToken;
    }

    @Override
    public Architecture architecture() {
        return Architecture.PHI_MOE;
    }
}
