package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.WeightIndex;
import io.phiworkbench.torch.TorchValue;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The decoder's weights as its family's graph takes them. Owns native memory.
 *
 * @param embedding [vocab, n]
 * @param arguments the others, in the order of the graph's parameters
 * @param bytes size of all of it
 */
record DecoderWeights(TorchValue embedding, List<TorchValue> arguments, long bytes) implements AutoCloseable {
    static final String EMBEDDING = "model.embed_tokens.weight";

    DecoderWeights {
        arguments = List.copyOf(arguments);
    }

    /** Where tensors come from: a checkpoint, or random numbers for a benchmark. */
    interface Source {
        /** The tensor of this name; the caller's to close. */
        TorchValue tensor(String name, long[] shape, TorchType wanted);

        /** {@link #tensor} for one that is only converted: no list or graph holds it when it is closed. */
        default TorchValue passing(String name, long[] shape, TorchType wanted) {
            return tensor(name, shape, wanted);
        }

        /** Where quantised matrices come from and go to. */
        default Int8Weights int8() {
            return Int8Weights.NOWHERE;
        }
    }

    /** Reads a checkpoint's tensors, which were checked against {@link DecoderFamily#shapes} before. */
    static Source from(WeightIndex index, WeightReader reader) {
        return from(index, reader, Int8Weights.NOWHERE);
    }

    /** {@link #from} with a place for quantised matrices. */
    static Source from(WeightIndex index, WeightReader reader, Int8Weights int8) {
        return new Source() {
            @Override
            public TorchValue tensor(String name, long[] shape, TorchType wanted) {
                return reader.read(index.tensor(name), wanted);
            }

            @Override
            public TorchValue passing(String name, long[] shape, TorchType wanted) {
                return reader.passing(index.tensor(name), wanted);
            }

            @Override
            public Int8Weights int8() {
                return int8;
            }
        };
    }

    /**
     * Brings all weights in, layer by layer.
     *
     * @param progress told the bytes that are ready
     */
    static DecoderWeights load(DecoderFamily family, MatrixFormat format, Source source, LongConsumer progress) {
        try (var loading = new WeightLoading(family.shapes(), format, source, progress)) {
            return family.weights(loading);
        }
    }

    @Override
    public void close() {
        embedding.close();
        arguments.forEach(TorchValue::close);
    }
}
