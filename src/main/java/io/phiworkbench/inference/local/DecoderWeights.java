package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Phi3Config;
import io.phiworkbench.checkpoint.WeightIndex;
import io.phiworkbench.torch.TorchValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * The decoder's weights as the graph takes them. Owns native memory.
 *
 * @param embedding [vocab, n]
 * @param norms the gains of both norms of each layer in turn, then the final one; float32 [n]
 * @param qkv a layer's fused query, key and value rows, [(heads + 2 kv_heads) d, n]
 * @param output [n, heads d]
 * @param gateUp gate rows, then up rows, [2 m, n]
 * @param down [n, m]
 * @param head [vocab, n]
 * @param bytes size of all of it
 */
record DecoderWeights(
        TorchValue embedding,
        TorchValue norms,
        TorchValue qkv,
        TorchValue output,
        TorchValue gateUp,
        TorchValue down,
        TorchValue head,
        long bytes)
        implements AutoCloseable {

    static final String EMBEDDING = "model.embed_tokens.weight";
    private static final String HEAD = "lm_head.weight";
    private static final String FINAL_NORM = "model.norm.weight";

    /** Where matrices come from: a checkpoint, or random numbers for a benchmark. */
    interface Source {
        /** The tensor of this name; the caller's to close. */
        TorchValue tensor(String name, long[] shape, TorchType wanted);
    }

    /** Names and shapes of all tensors that the decoder needs. */
    static Map<String, long[]> shapes(Phi3Config c) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put(EMBEDDING, new long[] {c.vocabSize(), c.hiddenSize()});
        for (int i = 0; i < c.layers(); i++) {
            long attention = (long) c.heads() * c.headDim();
            long fused = attention + 2L * c.kvHeads() * c.headDim();
            shapes.put(layer(i, "input_layernorm"), new long[] {c.hiddenSize()});
            shapes.put(layer(i, "self_attn.qkv_proj"), new long[] {fused, c.hiddenSize()});
            shapes.put(layer(i, "self_attn.o_proj"), new long[] {c.hiddenSize(), attention});
            shapes.put(layer(i, "post_attention_layernorm"), new long[] {c.hiddenSize()});
            shapes.put(layer(i, "mlp.gate_up_proj"), new long[] {2L * c.intermediateSize(), c.hiddenSize()});
            shapes.put(layer(i, "mlp.down_proj"), new long[] {c.hiddenSize(), c.intermediateSize()});
        }
        shapes.put(FINAL_NORM, new long[] {c.hiddenSize()});
        if (!c.tieWordEmbeddings()) {
            shapes.put(HEAD, new long[] {c.vocabSize(), c.hiddenSize()});
        }
        return shapes;
    }

    /** Reads a checkpoint's tensors, which were checked against {@link #shapes} before. */
    static Source from(WeightIndex index, WeightReader reader) {
        return (name, shape, wanted) -> reader.read(index.tensor(name), wanted);
    }

    /**
     * Brings all weights in, layer by layer.
     *
     * @param progress told the bytes that are ready
     */
    static DecoderWeights load(Phi3Config config, MatrixFormat format, Source source, LongConsumer progress) {
        try (var loading = new Loading(config, format, source, progress)) {
            return loading.all();
        }
    }

    private static String layer(int i, String part) {
        return "model.layers." + i + "." + part + ".weight";
    }

    @Override
    public void close() {
        List.of(embedding, norms, qkv, output, gateUp, down, head).forEach(TorchValue::close);
    }

    /** Weights that are on their way; closes what was made if something fails. */
    private static final class Loading implements AutoCloseable {
        private final Map<String, long[]> shapes;
        private final Phi3Config config;
        private final MatrixFormat format;
        private final Source source;
        private final LongConsumer progress;
        private final Int8Packer packer;
        private final List<TorchValue> made = new ArrayList<>();
        private long bytes;

        Loading(Phi3Config config, MatrixFormat format, Source source, LongConsumer progress) {
            this.shapes = DecoderWeights.shapes(config);
            this.config = config;
            this.format = format;
            this.source = source;
            this.progress = progress;
            this.packer = format.packed() ? new Int8Packer() : null;
        }

        DecoderWeights all() {
            TorchValue embedding = tensor(EMBEDDING, format.weights());
            List<TorchValue> norms = new ArrayList<>();
            List<TorchValue> qkv = new ArrayList<>();
            List<TorchValue> output = new ArrayList<>();
            List<TorchValue> gateUp = new ArrayList<>();
            List<TorchValue> down = new ArrayList<>();
            for (int i = 0; i < config.layers(); i++) {
                Pair attention = pair(
                        layer(i, "input_layernorm"),
                        layer(i, "self_attn.qkv_proj"),
                        layer(i, "self_attn.o_proj"),
                        group());
                Pair mlp = pair(
                        layer(i, "post_attention_layernorm"),
                        layer(i, "mlp.gate_up_proj"),
                        layer(i, "mlp.down_proj"),
                        1);
                norms.addAll(List.of(attention.norm(), mlp.norm()));
                qkv.add(attention.first());
                output.add(attention.second());
                gateUp.add(mlp.first());
                down.add(mlp.second());
            }
            Pair last = pair(FINAL_NORM, config.tieWordEmbeddings() ? EMBEDDING : HEAD);
            norms.add(last.norm());
            TorchValue head = last.first();
            var weights = new DecoderWeights(
                    embedding,
                    TorchValue.list(norms),
                    TorchValue.list(qkv),
                    TorchValue.list(output),
                    TorchValue.list(gateUp),
                    TorchValue.list(down),
                    head,
                    bytes);
            made.remove(embedding);
            made.remove(head);
            return weights;
        }

        private int group() {
            return config.heads() / config.kvHeads();
        }

        /** A norm, the matrix behind it, and the one that takes the last rows of that. */
        private record Pair(TorchValue norm, TorchValue first, TorchValue second) {}

        /** @param group how many parts of the second matrix's input share what the first one makes */
        private Pair pair(String norm, String first, String second, int group) {
            if (packer == null) {
                return new Pair(
                        tensor(norm, TorchType.FLOAT32),
                        tensor(first, format.weights()),
                        tensor(second, format.weights()));
            }
            int width = group == 1 ? 1 : config.headDim();
            try (TorchValue stored = source.tensor(second, shapes.get(second), format.weights());
                    TorchValue columns = packer.columns(stored, group, width);
                    TorchValue next = packer.shared(columns, group, width)) {
                Pair front = quantised(norm, first, next);
                return new Pair(front.norm(), front.first(), keepPacked(second, packer.pack(stored, columns)));
            }
        }

        private Pair pair(String norm, String matrix) {
            return packer == null
                    ? new Pair(tensor(norm, TorchType.FLOAT32), tensor(matrix, format.weights()), null)
                    : quantised(norm, matrix, null);
        }

        /** Quantised as soon as it is read, so that the peak is the final size and two matrices. */
        private Pair quantised(String norm, String matrix, TorchValue next) {
            try (TorchValue stored = source.tensor(matrix, shapes.get(matrix), format.weights());
                    TorchValue columns = packer.columns(stored);
                    TorchValue gain = source.tensor(norm, shapes.get(norm), TorchType.FLOAT32)) {
                TorchValue adapted = keep(packer.gain(gain, columns), 4 * shapes.get(norm)[0]);
                TorchValue packed = next == null ? packer.pack(stored, columns) : packer.pack(stored, columns, next);
                return new Pair(adapted, keepPacked(matrix, packed), null);
            }
        }

        private TorchValue keepPacked(String name, TorchValue packed) {
            return keep(packed, Int8Packer.bytes(shapes.get(name)[0], shapes.get(name)[1]));
        }

        private TorchValue tensor(String name, TorchType wanted) {
            long[] shape = shapes.get(name);
            return keep(
                    source.tensor(name, shape, wanted),
                    java.util.Arrays.stream(shape).reduce(wanted.bytes(), (a, b) -> a * b));
        }

        private TorchValue keep(TorchValue tensor, long size) {
            made.add(tensor);
            bytes += size;
            progress.accept(bytes);
            return tensor;
        }

        @Override
        public void close() {
            made.forEach(TorchValue::close);
            if (packer != null) {
                packer.close();
            }
        }
    }
}
