package io.phiworkbench.inference.local;

import io.phiworkbench.torch.TorchValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Weights on their way into a decoder, in the precision of a {@link MatrixFormat}. Owns what it made until {@link
 * #weights} hands it over, and closes it if something fails before. Used on the inference thread.
 */
final class WeightLoading implements AutoCloseable {
    private final Map<String, long[]> shapes;
    private final MatrixFormat format;
    private final DecoderWeights.Source source;
    private final LongConsumer progress;
    private final Int8Packer packer;
    private final Int8Weights kept;
    private final List<TorchValue> made = new ArrayList<>();
    private final TorchValue embedding;
    private long bytes;

    /**
     * @param shapes of all tensors that may be asked for
     * @param progress told the bytes that are ready
     */
    WeightLoading(
            Map<String, long[]> shapes, MatrixFormat format, DecoderWeights.Source source, LongConsumer progress) {
        this.shapes = shapes;
        this.format = format;
        this.source = source;
        this.progress = progress;
        this.packer = format.packed() ? format.packer() : null;
        this.kept = source.int8();
        this.embedding = stored(DecoderWeights.EMBEDDING, format.weights());
    }

    /** A norm, the matrix behind it, and the one that takes the last rows of that. */
    record Pair(TorchValue norm, TorchValue first, TorchValue second) {}

    /** A norm's gain, a bias or another small tensor, in float32. */
    TorchValue exact(String name) {
        return stored(name, TorchType.FLOAT32);
    }

    /** A matrix that is used as it is stored, quantised by its rows alone. */
    TorchValue matrix(String name) {
        if (packer == null) {
            return name.equals(DecoderWeights.EMBEDDING) ? embedding : stored(name, format.weights());
        }
        if (kept.complete()) {
            return keepPacked(kept.matrix(name));
        }
        try (TorchValue stored = source.passing(name, shapes.get(name), format.weights())) {
            return keepPacked(kept.keep(name, packer.pack(stored)));
        }
    }

    /**
     * A norm without bias and two matrices between which there is nothing but a product by element or an average. They
     * are quantised as soon as they are read, so that the peak is the final size and both of them.
     *
     * @param groups how many parts of the second matrix's input share what the first one makes
     * @param width columns of such a part
     */
    Pair pair(String norm, String first, String second, int groups, int width) {
        if (packer == null) {
            return new Pair(exact(norm), matrix(first), matrix(second));
        }
        if (kept.complete()) {
            return new Pair(keptNorm(norm), matrix(first), matrix(second));
        }
        try (TorchValue gain = source.tensor(norm, shapes.get(norm), TorchType.FLOAT32);
                TorchValue front = source.passing(first, shapes.get(first), format.weights());
                TorchValue back = source.passing(second, shapes.get(second), format.weights());
                TorchValue before = packer.sizes(front, gain);
                TorchValue sizes = packer.sizes(back);
                TorchValue columns = packer.columns(sizes, groups, width);
                TorchValue next = packer.shared(columns, groups, width);
                TorchValue wide = packer.outstandingBehind(sizes, before, groups, width)) {
            Pair made = quantised(norm, gain, first, front, before, next);
            TorchValue packed = kept.keep(second, packer.pack(back, columns, packer.none(), wide));
            return new Pair(made.norm(), made.first(), keepPacked(packed));
        }
    }

    /** A norm without bias and the matrix behind it. */
    Pair pair(String norm, String matrix) {
        if (packer == null) {
            return new Pair(exact(norm), matrix(matrix), null);
        }
        if (kept.complete()) {
            return new Pair(keptNorm(norm), matrix(matrix), null);
        }
        try (TorchValue gain = source.tensor(norm, shapes.get(norm), TorchType.FLOAT32);
                TorchValue stored = source.passing(matrix, shapes.get(matrix), format.weights());
                TorchValue sizes = packer.sizes(stored, gain)) {
            return quantised(norm, gain, matrix, stored, sizes, packer.none());
        }
    }

    private Pair quantised(
            String norm, TorchValue gain, String matrix, TorchValue stored, TorchValue sizes, TorchValue next) {
        try (TorchValue columns = packer.columns(sizes);
                TorchValue wide = packer.outstanding(sizes, gain)) {
            TorchValue adapted = keep(packer.gain(gain, columns), 4 * shapes.get(norm)[0]);
            kept.keepExact(norm, adapted);
            TorchValue packed = kept.keep(matrix, packer.pack(stored, columns, next, wide));
            return new Pair(adapted, keepPacked(packed), null);
        }
    }

    private TorchValue keptNorm(String norm) {
        return keep(kept.exact(norm), 4 * shapes.get(norm)[0]);
    }

    /** Token ids, int64. */
    TorchValue ids(List<Integer> ids) {
        return keep(TorchValue.tensor(ids.stream().mapToLong(id -> id).toArray(), ids.size()), 0);
    }

    /** Values of one kind as the graph takes a list. */
    TorchValue list(List<TorchValue> elements) {
        return keep(TorchValue.list(elements), 0);
    }

    /** Hands everything over. */
    DecoderWeights weights(TorchValue... arguments) {
        made.remove(embedding);
        made.removeAll(Arrays.asList(arguments));
        return new DecoderWeights(embedding, List.of(arguments), bytes);
    }

    private TorchValue stored(String name, TorchType wanted) {
        long[] shape = shapes.get(name);
        return keep(source.tensor(name, shape, wanted), Arrays.stream(shape).reduce(wanted.bytes(), (a, b) -> a * b));
    }

    private TorchValue keepPacked(TorchValue packed) {
        return keep(packed, packer.bytes(packed));
    }

    private TorchValue keep(TorchValue value, long size) {
        made.add(value);
        bytes += size;
        progress.accept(bytes);
        return value;
    }

    /** Elements of lists are closed here: the lists hold them on their own. */
    @Override
    public void close() {
        made.forEach(TorchValue::close);
        if (packer != null) {
            packer.close();
        }
    }
}
