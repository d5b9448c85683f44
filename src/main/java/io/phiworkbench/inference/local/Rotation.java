package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.checkpoint.RopeScaling;
import io.phiworkbench.torch.TorchValue;
import java.util.List;

/**
 * Frequencies of the rotary position embedding and the factor on cosine and sine, for one of LongRoPE's two sets
 * (modeling_phi3.py, {@code Phi3LongRoPEScaledRotaryEmbedding}). Owns a tensor.
 */
final class Rotation implements AutoCloseable {
    private final TorchValue inverseFrequencies;
    private final double scale;

    private Rotation(TorchValue inverseFrequencies, double scale) {
        this.inverseFrequencies = inverseFrequencies;
        this.scale = scale;
    }

    /** The set for sequences up to, or with {@code longFactors} beyond, the original context length. */
    static Rotation of(ModelConfig config, boolean longFactors) {
        return switch (config.ropeScaling()) {
            case RopeScaling.None() -> new Rotation(frequencies(config, null), 1);
            case RopeScaling.LongRope(var shortFactors, var longSet, var shortScale, var longScale) ->
                new Rotation(
                        frequencies(config, longFactors ? longSet : shortFactors),
                        longFactors ? longScale : shortScale);
        };
    }

    /** In float32 throughout, as the reference computes them. */
    private static TorchValue frequencies(ModelConfig config, List<Double> factors) {
        int half = config.rotaryDim() / 2;
        float[] inverse = new float[half];
        for (int i = 0; i < half; i++) {
            float exponent = 2f * i / config.rotaryDim();
            float power = (float) Math.pow(config.ropeTheta(), exponent);
            float factor = factors == null ? 1 : factors.get(i).floatValue();
            inverse[i] = (float) config.ropePositionScale() / (factor * power);
        }
        return TorchValue.tensor(inverse, half);
    }

    /** float32 [d/2]. */
    TorchValue inverseFrequencies() {
        return inverseFrequencies;
    }

    double scale() {
        return scale;
    }

    @Override
    public void close() {
        inverseFrequencies.close();
    }
}
