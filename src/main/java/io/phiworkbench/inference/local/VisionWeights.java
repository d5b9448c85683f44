package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.checkpoint.VisionConfig;
import io.phiworkbench.inference.ModelMemory;
import io.phiworkbench.torch.TorchValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The image part's weights as its graph takes them. Owns native memory.
 *
 * @param kernel patch embedding, float32 [c, 3, p, p]
 * @param classToken float32 [c]
 * @param positions float32 [1 + g², c]
 * @param norms gain and bias of the norm before the first layer, then of both norms of each layer, float32 [c]
 * @param matrices qkv, out, up, down of each layer that is needed
 * @param biases of the matrices, float32
 * @param rowEnd separator after a row of patches ({@code sub_GN}), float32
 * @param viewEnd separator between crops and global view ({@code glb_GN}), float32
 * @param projection the two matrices into the decoder's width
 * @param projectionBiases float32
 * @param bytes size of all of it
 */
record VisionWeights(
        TorchValue kernel,
        TorchValue classToken,
        TorchValue positions,
        TorchValue norms,
        TorchValue matrices,
        TorchValue biases,
        TorchValue rowEnd,
        TorchValue viewEnd,
        TorchValue projection,
        TorchValue projectionBiases,
        long bytes)
        implements AutoCloseable {

    private static final String ROOT = "model.vision_embed_tokens.";
    private static final String CLIP = ROOT + "img_processor.vision_model.";

    /** Names and shapes of all tensors that the image part needs; of the encoder only the layers before the features. */
    static Map<String, long[]> shapes(Phi3VConfig config) {
        VisionConfig v = config.vision();
        long c = v.hiddenSize();
        long n = config.hiddenSize();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put(CLIP + "embeddings.class_embedding", new long[] {c});
        shapes.put(CLIP + "embeddings.patch_embedding.weight", new long[] {c, 3, v.patchSize(), v.patchSize()});
        shapes.put(CLIP + "embeddings.position_embedding.weight", new long[] {1 + (long) v.grid() * v.grid(), c});
        norm(shapes, CLIP + "pre_layrnorm", c);
        for (int i = 0; i < v.featureLayers(); i++) {
            norm(shapes, layer(i, "layer_norm1"), c);
            for (String part : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
                linear(shapes, layer(i, "self_attn." + part), c, c);
            }
            norm(shapes, layer(i, "layer_norm2"), c);
            linear(shapes, layer(i, "mlp.fc1"), v.intermediateSize(), c);
            linear(shapes, layer(i, "mlp.fc2"), c, v.intermediateSize());
        }
        shapes.put(ROOT + "sub_GN", new long[] {1, 1, 1, 4 * c});
        shapes.put(ROOT + "glb_GN", new long[] {1, 1, 4 * c});
        linear(shapes, ROOT + "img_projection.0", n, 4 * c);
        linear(shapes, ROOT + "img_projection.2", n, n);
        return shapes;
    }

    private static String layer(int i, String part) {
        return CLIP + "encoder.layers." + i + "." + part;
    }

    private static void norm(Map<String, long[]> shapes, String name, long width) {
        shapes.put(name + ".weight", new long[] {width});
        shapes.put(name + ".bias", new long[] {width});
    }

    private static void linear(Map<String, long[]> shapes, String name, long rows, long columns) {
        shapes.put(name + ".weight", new long[] {rows, columns});
        shapes.put(name + ".bias", new long[] {rows});
    }

    /**
     * Brings all weights in.
     *
     * @param joiner joins tensors along their first dimension
     */
    static VisionWeights load(Phi3VConfig config, MatrixFormat format, DecoderWeights.Source source, Joiner joiner) {
        try (var loading = new Loading(config, format, source, joiner)) {
            return loading.all();
        }
    }

    /** Joins tensors along their first dimension. */
    interface Joiner {
        TorchValue join(TorchValue parts);
    }

    @Override
    public void close() {
        List.of(kernel, classToken, positions, norms, matrices, biases, rowEnd, viewEnd, projection, projectionBiases)
                .forEach(TorchValue::close);
    }

    /** Weights that are on their way; closes what the lists hold on their own, or everything if something fails. */
    private static final class Loading implements AutoCloseable {
        private final Map<String, long[]> shapes;
        private final int layers;
        private final MatrixFormat format;
        private final Int8Packer packer;
        private final DecoderWeights.Source source;
        private final Int8Weights kept;
        private final Joiner joiner;
        private final List<TorchValue> norms = new ArrayList<>();
        private final List<TorchValue> matrices = new ArrayList<>();
        private final List<TorchValue> biases = new ArrayList<>();
        private final List<TorchValue> made = new ArrayList<>();
        private long bytes;

        Loading(Phi3VConfig config, MatrixFormat format, DecoderWeights.Source source, Joiner joiner) {
            this.shapes = VisionWeights.shapes(config);
            this.layers = config.vision().featureLayers();
            this.format = format;
            this.packer = format.packed() ? format.packer() : null;
            this.source = source;
            this.kept = source.int8();
            this.joiner = joiner;
        }

        VisionWeights all() {
            norms.addAll(gainAndBias(CLIP + "pre_layrnorm"));
            for (int i = 0; i < layers; i++) {
                normAndMatrix(
                        layer(i, "layer_norm1"),
                        layer(i, "self_attn.q_proj"),
                        layer(i, "self_attn.k_proj"),
                        layer(i, "self_attn.v_proj"));
                matrix(layer(i, "self_attn.out_proj"));
                normAndMatrix(layer(i, "layer_norm2"), layer(i, "mlp.fc1"));
                matrix(layer(i, "mlp.fc2"));
            }
            List<String> projectors = List.of(ROOT + "img_projection.0", ROOT + "img_projection.2");
            List<TorchValue> projection = projectors.stream().map(this::alone).toList();
            List<TorchValue> projectionBiases =
                    projectors.stream().map(name -> exact(name + ".bias")).toList();
            TorchValue kernel = exact(CLIP + "embeddings.patch_embedding.weight");
            TorchValue classToken = exact(CLIP + "embeddings.class_embedding");
            TorchValue positions = exact(CLIP + "embeddings.position_embedding.weight");
            TorchValue rowEnd = exact(ROOT + "sub_GN");
            TorchValue viewEnd = exact(ROOT + "glb_GN");
            var weights = new VisionWeights(
                    kernel,
                    classToken,
                    positions,
                    TorchValue.list(norms),
                    TorchValue.list(matrices),
                    TorchValue.list(biases),
                    rowEnd,
                    viewEnd,
                    TorchValue.list(projection),
                    TorchValue.list(projectionBiases),
                    bytes);
            made.removeAll(List.of(kernel, classToken, positions, rowEnd, viewEnd));
            return weights;
        }

        private List<TorchValue> gainAndBias(String name) {
            return List.of(exact(name + ".weight"), exact(name + ".bias"));
        }

        /** A norm and the matrix behind it, which may be in parts. Packing moves columns' factors into the norm. */
        private void normAndMatrix(String norm, String... parts) {
            String name = parts[0] + ".weight";
            if (packer != null && kept.complete()) {
                for (String values : List.of(norm + ".weight", norm + ".bias")) {
                    norms.add(keep(kept.exact(values)));
                    bytes += 4 * shapes.get(values)[0];
                }
                matrices.add(restored(name, parts.length));
                biases.add(joined(List.of(parts), ".bias", TorchType.FLOAT32));
                return;
            }
            List<TorchValue> given = gainAndBias(norm);
            TorchValue whole = joined(List.of(parts), ".weight", format.weights());
            biases.add(joined(List.of(parts), ".bias", TorchType.FLOAT32));
            if (packer == null) {
                norms.addAll(given);
                matrices.add(whole);
                return;
            }
            try (TorchValue sizes = packer.sizes(whole);
                    TorchValue columns = packer.columns(sizes)) {
                for (int i = 0; i < given.size(); i++) {
                    TorchValue adapted = keep(packer.gain(given.get(i), columns));
                    kept.keepExact(norm + (i == 0 ? ".weight" : ".bias"), adapted);
                    norms.add(adapted);
                }
                matrices.add(keep(kept.keep(name, packer.pack(whole, columns))));
            }
            given.forEach(this::drop);
            drop(whole);
        }

        /** A matrix that no norm stands before. */
        private void matrix(String name) {
            matrices.add(alone(name));
            biases.add(exact(name + ".bias"));
        }

        private TorchValue alone(String name) {
            if (packer != null && kept.complete()) {
                return restored(name + ".weight", 1);
            }
            TorchValue stored = tensor(name + ".weight", format.weights());
            if (packer == null) {
                return stored;
            }
            TorchValue packed = keep(kept.keep(name + ".weight", packer.pack(stored)));
            drop(stored);
            return packed;
        }

        /** A matrix of so many equal parts that was quantised before. */
        private TorchValue restored(String name, int parts) {
            long[] shape = shapes.get(name);
            bytes += parts * ModelMemory.packed(shape[0], shape[1]);
            return keep(kept.matrix(name));
        }

        private TorchValue joined(List<String> names, String suffix, TorchType wanted) {
            if (names.size() == 1) {
                return tensor(names.getFirst() + suffix, wanted);
            }
            List<TorchValue> parts =
                    names.stream().map(name -> tensor(name + suffix, wanted)).toList();
            try (TorchValue list = TorchValue.list(parts)) {
                return keep(joiner.join(list));
            } finally {
                parts.forEach(this::drop);
            }
        }

        private TorchValue exact(String name) {
            return tensor(name, TorchType.FLOAT32);
        }

        private TorchValue tensor(String name, TorchType wanted) {
            long[] shape = shapes.get(name);
            boolean packed = packer != null && shape.length == 2 && wanted == format.weights();
            bytes += packed
                    ? ModelMemory.packed(shape[0], shape[1])
                    : Arrays.stream(shape).reduce(wanted.bytes(), (a, b) -> a * b);
            return keep(packed ? source.passing(name, shape, wanted) : source.tensor(name, shape, wanted));
        }

        private TorchValue keep(TorchValue value) {
            made.add(value);
            return value;
        }

        private void drop(TorchValue value) {
            made.remove(value);
            value.close();
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
