package io.phiworkbench.inference.local;

import static io.phiworkbench.inference.local.DecoderFamily.layer;

import io.phiworkbench.checkpoint.PhiMoeConfig;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Phi-3.5-MoE ({@code phi_moe.torchscript}). Experts stay separate, so that only those a token chose are read. */
record PhiMoeFamily(PhiMoeConfig config) implements DecoderFamily {
    private static final String HEAD = "lm_head";
    private static final String FINAL_NORM = "model.norm";
    private static final List<String> NORMS = List.of("input_layernorm", "post_attention_layernorm");
    private static final List<String> PROJECTIONS =
            List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj");

    @Override
    public Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put(DecoderWeights.EMBEDDING, new long[] {config.vocabSize(), config.hiddenSize()});
        for (int i = 0; i < config.layers(); i++) {
            layerShapes(shapes, i);
        }
        norm(shapes, FINAL_NORM);
        if (!config.tieWordEmbeddings()) {
            shapes.put(HEAD + ".weight", new long[] {config.vocabSize(), config.hiddenSize()});
        }
        if (config.lmHeadBias()) {
            shapes.put(HEAD + ".bias", new long[] {config.vocabSize()});
        }
        return shapes;
    }

    private void layerShapes(Map<String, long[]> shapes, int i) {
        long n = config.hiddenSize();
        long queries = (long) config.heads() * config.headDim();
        long keys = (long) config.kvHeads() * config.headDim();
        long m = config.intermediateSize();
        NORMS.forEach(name -> norm(shapes, layer(i, name)));
        projection(shapes, layer(i, "self_attn.q_proj"), queries, n);
        projection(shapes, layer(i, "self_attn.k_proj"), keys, n);
        projection(shapes, layer(i, "self_attn.v_proj"), keys, n);
        projection(shapes, layer(i, "self_attn.o_proj"), n, queries);
        shapes.put(router(i), new long[] {config.experts(), n});
        for (int e = 0; e < config.experts(); e++) {
            shapes.put(expert(i, e, "w1"), new long[] {m, n});
            shapes.put(expert(i, e, "w2"), new long[] {n, m});
            shapes.put(expert(i, e, "w3"), new long[] {m, n});
        }
    }

    private void norm(Map<String, long[]> shapes, String name) {
        shapes.put(name + ".weight", new long[] {config.hiddenSize()});
        shapes.put(name + ".bias", new long[] {config.hiddenSize()});
    }

    private void projection(Map<String, long[]> shapes, String name, long rows, long columns) {
        shapes.put(name + ".weight", new long[] {rows, columns});
        if (config.attentionBias()) {
            shapes.put(name + ".bias", new long[] {rows});
        }
    }

    private static String router(int i) {
        return layer(i, "block_sparse_moe.gate.weight");
    }

    private static String expert(int i, int e, String part) {
        return layer(i, "block_sparse_moe.experts." + e + "." + part + ".weight");
    }

    @Override
    public boolean onDemand(String name) {
        return name.contains(".experts.");
    }

    @Override
    public TorchScriptArchive archive(MatrixFormat format) {
        return DecoderFamily.archive(config, format, config.layerNormEps(), "phi_moe")
                .with("experts", config.experts())
                .with("jitter", config.routerJitterNoise());
    }

    /**
     * Gain and bias of both norms of each layer in turn and of the final one; q, k, v and output of each layer; their
     * biases, none if the model has none; the routers [experts, n] in float32; w1 [m, n], w2 [n, m] and w3 [m, n] of
     * each expert of each layer; the head [vocab, n]; its bias, if it has one.
     */
    @Override
    public DecoderWeights weights(WeightLoading loading) {
        List<TorchValue> norms = new ArrayList<>();
        List<TorchValue> matrices = new ArrayList<>();
        List<TorchValue> biases = new ArrayList<>();
        List<TorchValue> routers = new ArrayList<>();
        List<TorchValue> experts = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            for (String name : NORMS) {
                norms.addAll(gainAndBias(loading, layer(i, name)));
            }
            for (String name : PROJECTIONS) {
                matrices.add(loading.matrix(layer(i, name) + ".weight"));
                if (config.attentionBias()) {
                    biases.add(loading.exact(layer(i, name) + ".bias"));
                }
            }
            routers.add(loading.exact(router(i)));
            for (int e = 0; e < config.experts(); e++) {
                for (String part : List.of("w1", "w2", "w3")) {
                    experts.add(loading.matrix(expert(i, e, part)));
                }
            }
        }
        norms.addAll(gainAndBias(loading, FINAL_NORM));
        TorchValue head = loading.matrix(config.tieWordEmbeddings() ? DecoderWeights.EMBEDDING : HEAD + ".weight");
        List<TorchValue> headBias = config.lmHeadBias() ? List.of(loading.exact(HEAD + ".bias")) : List.of();
        return loading.weights(
                loading.list(norms),
                loading.list(matrices),
                loading.list(biases),
                loading.list(routers),
                loading.list(experts),
                head,
                loading.list(headBias));
    }

    private static List<TorchValue> gainAndBias(WeightLoading loading, String name) {
        return List.of(loading.exact(name + ".weight"), loading.exact(name + ".bias"));
    }
}
