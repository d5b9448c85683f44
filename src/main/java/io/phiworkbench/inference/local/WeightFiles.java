package io.phiworkbench.inference.local;

/**
 * The files that a model's weights lie in, mapped: closed after the weights.
 *
 * @param checkpoint the model's own
 * @param int8 what was quantised
 */
record WeightFiles(WeightReader checkpoint, Int8Weights int8) implements AutoCloseable {
    @Override
    public void close() {
        try (checkpoint) {
            int8.close();
        }
    }
}
