package io.phiworkbench.inference;

import io.phiworkbench.inference.LoadOptions.Precision;
import java.util.Arrays;

/**
 * A weight of a model, by name as in Hugging Face's checkpoints.
 *
 * @param sizes is shared, not copied: callers leave it as it is
 */
public record WeightShape(String name, long[] sizes) {

    /** Number of elements; 1 for a scalar. */
    public long elements() {
        return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    }

    /**
     * Bytes that it takes once it is loaded: vectors and the routers to experts stay in 32 bits at every precision, and
     * what is only looked up is not quantised.
     *
     * @param precision not {@link Precision#AUTO}
     */
    public long bytes(Precision precision) {
        return switch (precision) {
            case FP32 -> elements() * 4;
            case BF16, FP16 -> elements() * (staysExact() ? 4 : 2);
            case INT8 -> isMatrix() ? ModelMemory.packed(sizes[0], sizes[1]) : bytes(Precision.BF16);
            case AUTO -> throw new IllegalArgumentException("auto is no precision of its own");
        };
    }

    /** Whether int8 holds two digits of each of its weights. */
    public boolean hasTwoDigits() {
        return isMatrix() && ModelMemory.digits(sizes[0], sizes[1]) == 2;
    }

    private boolean staysExact() {
        return sizes.length == 1 || name.endsWith("block_sparse_moe.gate.weight");
    }

    private boolean isMatrix() {
        return sizes.length == 2
                && !staysExact()
                && !name.equals(ModelMemory.EMBEDDING)
                && !name.endsWith("position_embedding.weight");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightShape that && name.equals(that.name) && Arrays.equals(sizes, that.sizes);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
