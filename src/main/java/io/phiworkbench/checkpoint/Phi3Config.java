package io.phiworkbench.checkpoint;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The decoder of Phi-3-mini, Phi-3-medium and Phi-3.5-mini, and the language part of the vision models: RMSNorm, fused
 * {@code qkv_proj} and {@code gate_up_proj}, grouped-query attention, SiLU-gated MLP, no biases. Fields as in
 * transformers' {@code Phi3Config}.
 *
 * @param architecture {@link Architecture#PHI3}, or {@link Architecture#PHI3_VISION} inside a {@link Phi3VConfig}
 * @param hiddenSize width of the residual stream
 * @param intermediateSize width of the MLP; {@code gate_up_proj} has twice as many rows
 * @param layers number of decoder layers
 * @param heads query heads
 * @param kvHeads key and value heads
 * @param headDim width of a head
 * @param rotaryDim leading part of a head that is rotated; {@code headDim} unless {@code partial_rotary_factor} is set
 * @param vocabSize rows of embedding and logits
 * @param rmsNormEps added to the mean square
 * @param ropeTheta base of the rotary frequencies
 * @param maxPositions context length in tokens
 * @param originalMaxPositions where LongRoPE changes its factors
 * @param slidingWindow visible keys, the query's own included; empty for all
 * @param ropeScaling none or LongRoPE
 * @param tieWordEmbeddings whether there is no {@code lm_head.weight}
 * @param specialTokens ids named by the config
 * @param torchDtype type the weights were published in
 */
public record Phi3Config(
        Architecture architecture,
        int hiddenSize,
        int intermediateSize,
        int layers,
        int heads,
        int kvHeads,
        int headDim,
        int rotaryDim,
        int vocabSize,
        double rmsNormEps,
        double ropeTheta,
        int maxPositions,
        int originalMaxPositions,
        OptionalInt slidingWindow,
        RopeScaling ropeScaling,
        boolean tieWordEmbeddings,
        SpecialTokenIds specialTokens,
        Optional<DType> torchDtype)
        implements ModelConfig {

    static Phi3Config read(JsonFields json, Architecture architecture) {
        AttentionShape.requireActivation(json, "silu");
        if (json.flag("attention_bias", false)) {
            throw json.unsupported("attention_bias", FieldFault.HAS_BIASES);
        }
        AttentionShape shape = AttentionShape.read(json);
        int maxPositions = json.positiveInt("max_position_embeddings");
        int originalMaxPositions = RopeScaling.originalMaxPositions(json, maxPositions);
        return new Phi3Config(
                architecture,
                shape.hiddenSize(),
                json.positiveInt("intermediate_size"),
                json.positiveInt("num_hidden_layers"),
                shape.heads(),
                shape.kvHeads(),
                shape.headDim(),
                shape.rotaryDim(),
                json.positiveInt("vocab_size"),
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
}
