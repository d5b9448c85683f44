package io.phiworkbench.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * All trained parameters as one flat vector: which piece lies where, how it starts, and under which names of a
 * Phi-3.5-Vision checkpoint it is written.
 */
public final class ParameterLayout {
    /**
     * One piece of the flat vector.
     *
     * @param shape its shape
     * @param start how it is filled at the beginning
     * @param names the checkpoint's tensors that it holds one after the other along the first axis; empty if it is only trained with
     * @param written the shape of each of these tensors
     */
    public record Piece(int[] shape, Start start, List<String> names, int[] written) {
        int size() {
            return product(shape);
        }
    }

    /** Start values: a constant, or normal ones of the given standard deviation. */
    public record Start(double constant, double deviation, boolean zeroSum) {}

    private static final String VISION = "model.vision_embed_tokens.img_processor.vision_model.";

    private final List<Piece> pieces = new ArrayList<>();
    private final Map<String, Integer> marks = new TreeMap<>();
    private final DemoShape shape;

    public ParameterLayout(DemoShape shape, int vocabulary, int classes) {
        this.shape = shape;
        int d = shape.dim();
        int v = shape.visionDim();
        mark("EMBED", normal(0.3, "model.embed_tokens.weight", vocabulary, d));
        visionTower(v);
        mark("SUBGN", written(new Start(0, 0.5, false), List.of("model.vision_embed_tokens.sub_GN"), new int[] {4 * v}, 1, 1, 1, 4 * v));
        mark("GLBGN", written(new Start(0, 0.5, false), List.of("model.vision_embed_tokens.glb_GN"), new int[] {4 * v}, 1, 1, 4 * v));
        mark("PROJECT", fan("model.vision_embed_tokens.img_projection.0.weight", 1, d, 4 * v));
        constant(0, "model.vision_embed_tokens.img_projection.0.bias", d);
        fan("model.vision_embed_tokens.img_projection.2.weight", 0.7, d, d);
        constant(0, "model.vision_embed_tokens.img_projection.2.bias", d);
        decoder(d);
        mark("NORM", constant(1, "model.norm.weight", d));
        mark("HEAD", normal(0.5 / Math.sqrt(d), "lm_head.weight", vocabulary, d));
        mark("PATCHHEAD", training(1 / Math.sqrt(v), classes, v));
        mark("CELLHEAD", training(1 / Math.sqrt(d), DemoShape.SLOTS * classes, d));
    }

    private void visionTower(int v) {
        int patches = DemoShape.GRID * DemoShape.GRID;
        int pixels = 3 * DemoShape.PATCH * DemoShape.PATCH;
        mark("CLASS", normal(0.2, VISION + "embeddings.class_embedding", v));
        mark(
                "PATCHEMBED",
                written(
                        new Start(0, 1 / Math.sqrt(pixels), true),
                        List.of(VISION + "embeddings.patch_embedding.weight"),
                        new int[] {v, pixels},
                        v,
                        3,
                        DemoShape.PATCH,
                        DemoShape.PATCH));
        mark("POSITION", normal(0.2, VISION + "embeddings.position_embedding.weight", patches + 1, v));
        mark("PRENORM", constant(1, VISION + "pre_layrnorm.weight", v));
        constant(0, VISION + "pre_layrnorm.bias", v);
        double depth = 1 / Math.sqrt(2.0 * shape.visionLayers());
        for (int i = 0; i < shape.visionLayers(); i++) {
            String layer = VISION + "encoder.layers." + i + ".";
            int first = constant(1, layer + "layer_norm1.weight", v);
            if (i == 0) {
                mark("VFIRST", first);
            }
            constant(0, layer + "layer_norm1.bias", v);
            List<String> qkv = List.of(layer + "self_attn.q_proj", layer + "self_attn.k_proj", layer + "self_attn.v_proj");
            written(
                    new Start(0, 1 / Math.sqrt(v), false),
                    qkv.stream().map(n -> n + ".weight").toList(),
                    new int[] {3 * v, v},
                    v,
                    v);
            written(new Start(0, 0, false), qkv.stream().map(n -> n + ".bias").toList(), new int[] {3 * v}, v);
            fan(layer + "self_attn.out_proj.weight", depth, v, v);
            constant(0, layer + "self_attn.out_proj.bias", v);
            constant(1, layer + "layer_norm2.weight", v);
            constant(0, layer + "layer_norm2.bias", v);
            fan(layer + "mlp.fc1.weight", 1, shape.visionMlp(), v);
            constant(0, layer + "mlp.fc1.bias", shape.visionMlp());
            fan(layer + "mlp.fc2.weight", depth, v, shape.visionMlp());
            constant(0, layer + "mlp.fc2.bias", v);
        }
    }

    private void decoder(int d) {
        double depth = 1 / Math.sqrt(2.0 * shape.layers());
        for (int i = 0; i < shape.layers(); i++) {
            String layer = "model.layers." + i + ".";
            int first = constant(1, layer + "input_layernorm.weight", d);
            if (i == 0) {
                mark("FIRST", first);
            }
            fan(layer + "self_attn.qkv_proj.weight", 1, 3 * d, d);
            fan(layer + "self_attn.o_proj.weight", depth, d, d);
            constant(1, layer + "post_attention_layernorm.weight", d);
            fan(layer + "mlp.gate_up_proj.weight", 1, 2 * shape.mlp(), d);
            fan(layer + "mlp.down_proj.weight", depth, d, shape.mlp());
        }
    }

    /** The pieces in their order in the flat vector. */
    public List<Piece> pieces() {
        return List.copyOf(pieces);
    }

    /** Index of the piece that the graph's text calls {@code @NAME@}. */
    public Map<String, Integer> marks() {
        return Map.copyOf(marks);
    }

    public int size() {
        return pieces.stream().mapToInt(Piece::size).sum();
    }

    /** Start values of the whole vector, the same for the same seed. */
    public float[] start(long seed) {
        Random random = new Random(seed);
        float[] flat = new float[size()];
        int at = 0;
        for (Piece piece : pieces) {
            int width = piece.shape()[piece.shape().length - 1];
            for (int row = 0; row < piece.size(); row += width) {
                double mean = 0;
                for (int i = 0; i < width; i++) {
                    double value = piece.start().constant() + random.nextGaussian() * piece.start().deviation();
                    flat[at + row + i] = (float) value;
                    mean += value / width;
                }
                for (int i = 0; piece.start().zeroSum() && i < width; i++) {
                    flat[at + row + i] -= (float) mean;
                }
            }
            at += piece.size();
        }
        return flat;
    }

    /** 1 where weight decay applies: matrices, not norms, biases and embeddings. */
    public float[] decayMask() {
        float[] mask = new float[size()];
        int at = 0;
        for (Piece piece : pieces) {
            boolean decays = piece.shape().length == 2;
            for (int i = 0; i < piece.size(); i++) {
                mask[at++] = decays ? 1 : 0;
            }
        }
        return mask;
    }

    private int normal(double deviation, String name, int... dims) {
        return written(new Start(0, deviation, false), List.of(name), dims, dims);
    }

    private int fan(String name, double gain, int... dims) {
        return normal(gain / Math.sqrt(dims[1]), name, dims);
    }

    private int constant(double value, String name, int... dims) {
        return written(new Start(value, 0, false), List.of(name), dims, dims);
    }

    private int training(double deviation, int... dims) {
        return written(new Start(0, deviation, false), List.of(), dims);
    }

    private int written(Start start, List<String> names, int[] dims, int... written) {
        pieces.add(new Piece(dims, start, names, written));
        return pieces.size() - 1;
    }

    private void mark(String name, int piece) {
        marks.put(name, piece);
    }

    static int product(int... dims) {
        int n = 1;
        for (int dim : dims) {
            n *= dim;
        }
        return n;
    }
}
