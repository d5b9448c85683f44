package io.phiworkbench.cli;

import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.ModelMemory;
import io.phiworkbench.models.MemoryShape;

/**
 * What a checkpoint needs in memory, in bytes; the program itself and a run's intermediate results (some 700 MB) come
 * on top.
 *
 * @param weights in the given precision
 * @param cache keys and values for the given number of tokens
 */
record MemoryNeed(long weights, long cache) {
    static MemoryNeed of(MemoryShape shape, Precision precision, int tokens) {
        return new MemoryNeed(
                ModelMemory.weights(precision, shape.weights()), shape.cacheBytesPerToken(precision) * tokens);
    }

    long total() {
        return weights + cache;
    }
}
