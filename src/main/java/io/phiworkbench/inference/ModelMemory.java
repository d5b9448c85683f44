package io.phiworkbench.inference;

import io.phiworkbench.inference.LoadOptions.Precision;
import java.util.Collection;

/**
 * How much memory weights and the key/value cache take, reckoned from their shapes. What is estimated before a model is
 * loaded, what the command line tells and what the engine checks are these sums. All figures in bytes.
 */
public final class ModelMemory {
    /** Intermediate results, libraries, graphs and what allocators keep, whatever the model. */
    public static final long WORK = 600L << 20;

    static final String EMBEDDING = "model.embed_tokens.weight";
    private static final String HEAD = "lm_head.weight";
    /**
     * In int8 a matrix of up to so many weights has two digits a weight instead of one: reading the second takes 10 µs at
     * most, half of what the product costs before it reads anything.
     */
    public static final int SMALL_MATRIX = 262_144;

    /** Scale and zero point. */
    private static final int BYTES_A_ROW = 8;

    private ModelMemory() {}

    /**
     * All weights of a model, once it is loaded.
     *
     * @param precision not {@link Precision#AUTO}
     */
    public static long weights(Precision precision, Collection<WeightShape> weights) {
        return weights.stream().mapToLong(weight -> weight.bytes(precision)).sum() + headCopy(precision, weights);
    }

    /** Quantised, the embedding cannot be looked up: where it is the head too, that is a second copy. */
    private static long headCopy(Precision precision, Collection<WeightShape> weights) {
        if (precision != Precision.INT8
                || weights.stream().anyMatch(weight -> weight.name().equals(HEAD))) {
            return 0;
        }
        return weights.stream()
                .filter(weight -> weight.name().equals(EMBEDDING))
                .mapToLong(weight -> packed(weight.sizes()[0], weight.sizes()[1]))
                .sum();
    }

    /** A matrix in int8, without what outliers take besides. */
    public static long packed(long rows, long columns) {
        return rows * (digits(rows, columns) * columns + BYTES_A_ROW);
    }

    /** Digits of a weight in int8. */
    static int digits(long rows, long columns) {
        return rows * columns <= SMALL_MATRIX ? 2 : 1;
    }

    /**
     * Keys and values of one token over all layers: in 32 bits where the weights are, else in 16.
     *
     * @param kvHeads key and value heads in a layer
     * @param headDim width of a head
     */
    public static long cachePerToken(Precision precision, int layers, int kvHeads, int headDim) {
        int element = precision == Precision.FP32 ? 4 : 2;
        return 2L * layers * kvHeads * headDim * element;
    }
}
