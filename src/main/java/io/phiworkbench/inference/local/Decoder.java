package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.ModelMemory;
import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A decoder of any {@link DecoderFamily}: graph, weights and rotations. Stateless between calls but for the caches it is given, so many
 * sessions share it. Owns native memory; used on the inference thread.
 */
final class Decoder implements AutoCloseable {
    private final ModelConfig config;
    private final MatrixFormat format;
    private final TorchModule graph;
    private final DecoderWeights weights;
    private final Rotation shortRotation;
    private final Rotation longRotation;

    Decoder(ModelConfig config, MatrixFormat format, TorchModule graph, DecoderWeights weights) {
        this.config = config;
        this.format = format;
        this.graph = graph;
        this.weights = weights;
        this.shortRotation = Rotation.of(config, false);
        this.longRotation = Rotation.of(config, true);
    }

    /**
     * Compiles a family's graph and brings its weights in.
     *
     * @param progress told the bytes that are ready
     */
    static Decoder load(
            DecoderFamily family, MatrixFormat format, DecoderWeights.Source source, LongConsumer progress) {
        TorchModule graph = TorchModule.compile(family.archive(format));
        try {
            return new Decoder(family.config(), format, graph, DecoderWeights.load(family, format, source, progress));
        } catch (RuntimeException | Error e) {
            graph.close();
            throw e;
        }
    }

    ModelConfig config() {
        return config;
    }

    long weightBytes() {
        return weights.bytes();
    }

    /** Bytes of keys and values of one token over all layers. */
    static long cacheBytesPerToken(ModelConfig config, Precision precision) {
        return ModelMemory.cachePerToken(precision, config.layers(), config.kvHeads(), config.headDim());
    }

    /** An empty cache for at most {@code limit} tokens. */
    KvCache newCache(int limit) {
        return new KvCache(graph, weights.embedding(), config.layers(), format.cache(), limit);
    }

    /** Rows of the embedding for token ids; float32 [t, n], the caller's to close. */
    TorchValue embed(long[] ids) {
        try (TorchValue tensor = TorchValue.tensor(ids, ids.length)) {
            return graph.run("embed", weights.embedding(), tensor);
        }
    }

    /** Writes {@code count} feature rows, from {@code first} on, into embedded tokens at row {@code at}. */
    void place(TorchValue embedded, TorchValue features, int at, int first, int count) {
        graph.execute("place", embedded, features, at, first, count);
    }

    /**
     * Runs embedded tokens that stand at positions {@code start}… and appends their keys and values.
     *
     * @param rows how many of the last tokens logits are wanted for; may be 0
     * @return logits, {@code rows} × vocab in row-major order
     */
    float[] forward(TorchValue embedded, int start, int rows, boolean longFactors, KvCache cache) {
        try (TorchValue logits = run("forward", List.of(embedded), start, rows, longFactors, cache)) {
            return rows == 0 ? new float[0] : logits.toFloats();
        }
    }

    /** {@link #embed} and {@link #forward} in one call, for decoding. */
    float[] step(long[] ids, int start, int rows, boolean longFactors, KvCache cache) {
        try (TorchValue tensor = TorchValue.tensor(ids, ids.length);
                TorchValue logits =
                        run("step", List.of(weights.embedding(), tensor), start, rows, longFactors, cache)) {
            return logits.toFloats();
        }
    }

    /** Both methods of the graph take the same arguments after their input. */
    private TorchValue run(
            String method, List<TorchValue> input, int start, int rows, boolean longFactors, KvCache cache) {
        Rotation rotation = longFactors ? longRotation : shortRotation;
        List<Object> arguments = new ArrayList<>(input);
        arguments.addAll(List.of(start, rows, rotation.inverseFrequencies(), rotation.scale()));
        arguments.addAll(weights.arguments());
        arguments.add(cache.tensors());
        return graph.run(method, arguments.toArray());
    }

    @Override
    public void close() {
        shortRotation.close();
        longRotation.close();
        weights.close();
        graph.close();
    }
}
