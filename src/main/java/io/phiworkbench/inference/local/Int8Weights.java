package io.phiworkbench.inference.local;

import io.phiworkbench.torch.TorchValue;

/**
 * Where quantised matrices stay between one load and the next. Owns native memory: closed after everything that was taken
 * from it. Used on the inference thread.
 */
sealed interface Int8Weights extends AutoCloseable permits Int8Weights.Nowhere, Int8File, Int8FileWriter {
    Int8Weights NOWHERE = new Nowhere();

    /** Whether all of the model's matrices are here, so that none has to be quantised. */
    boolean complete();

    /**
     * A matrix of a {@link #complete} store as the graph takes it; the caller's to close.
     *
     * @throws Int8FileException if the file does not have it or it cannot be used
     */
    TorchValue matrix(String name);

    /**
     * What quantising made of a norm's gain or bias, float32, from a {@link #complete} store; the caller's to close.
     *
     * @throws Int8FileException if the file does not have it
     */
    TorchValue exact(String name);

    /**
     * Keeps a matrix that was quantised.
     *
     * @param made closed here or returned
     * @return the same matrix; the caller's to close
     * @throws Int8FileException if it cannot be written
     */
    TorchValue keep(String name, TorchValue made);

    /** Keeps what quantising made of a norm's gain or bias; the value stays the caller's. */
    void keepExact(String name, TorchValue values);

    /**
     * All that was to be kept is.
     *
     * @throws Int8FileException if it cannot be written
     */
    void finish();

    @Override
    void close();

    /** Weights are quantised at each load. */
    record Nowhere() implements Int8Weights {
        @Override
        public boolean complete() {
            return false;
        }

        @Override
        public TorchValue matrix(String name) {
            throw new IllegalStateException("no matrix is kept");
        }

        @Override
        public TorchValue exact(String name) {
            throw new IllegalStateException("no norm is kept");
        }

        @Override
        public TorchValue keep(String name, TorchValue made) {
            return made;
        }

        @Override
        public void keepExact(String name, TorchValue values) {
            // the next load makes it again
        }

        @Override
        public void finish() {
            // nothing was written
        }

        @Override
        public void close() {
            // nothing is owned
        }
    }
}
