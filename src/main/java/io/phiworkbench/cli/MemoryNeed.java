package io.phiworkbench.cli;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.checkpoint.TensorInfo;
import io.phiworkbench.inference.LoadOptions.Precision;

/**
 * What a checkpoint needs in memory, in bytes; the program itself and a run's intermediate results (some 700 MB) come
 * on top.
 *
 * @param weights in the given precision
 * @param cache keys and values for the given number of tokens: in 32 bit with fp32 weights, else in 16
 */
record MemoryNeed(long weights, long cache) {
    static MemoryNeed of(Checkpoint checkpoint, Precision precision, int tokens) {
        long weights = checkpoint.weights().tensors().values().stream()
                .mapToLong(tensor -> bytes(tensor, precision))
                .sum();
        return new MemoryNeed(weights, cacheBytesPerToken(checkpoint.config(), precision) * tokens);
    }

    private static long cacheBytesPerToken(ModelConfig config, Precision precision) {
        int elementBytes = precision == Precision.FP32 ? 4 : 2;
        return 2L * config.layers() * config.kvHeads() * config.headDim() * elementBytes;
    }

    long total() {
        return weights + cache;
    }

    /** In int8 the matrices of the layers take a byte a weight; embeddings, norms and biases stay as they are stored. */
    private static long bytes(TensorInfo tensor, Precision precision) {
        return switch (precision) {
            case FP32 -> tensor.elements() * 4;
            case BF16, FP16 -> tensor.elements() * 2;
            case INT8 -> isQuantised(tensor) ? tensor.elements() + tensor.shape()[0] * 4 : tensor.elements() * 2;
            case AUTO -> throw new IllegalArgumentException("auto is no precision of its own");
        };
    }

    private static boolean isQuantised(TensorInfo tensor) {
        return tensor.shape().length == 2
                && !tensor.name().equals("model.embed_tokens.weight")
                && !tensor.name().endsWith("position_embedding.weight");
    }
}
