package io.phiworkbench.inference.local;

import static io.phiworkbench.inference.local.DecoderFamily.layer;

import io.phiworkbench.checkpoint.Phi3SmallConfig;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Phi-3-small ({@code phi3_small.torchscript}). */
record Phi3SmallFamily(Phi3SmallConfig config) implements DecoderFamily {
    private static final String HEAD = "lm_head.weight";
    private static final String FINAL_NORM = "model.final_layernorm";
    private static final List<String> NORMS = List.of("input_layernorm", "post_attention_layernorm");
    private static final List<String> MATRICES =
            List.of("self_attn.query_key_value", "self_attn.dense", "mlp.up_proj", "mlp.down_proj");

    @Override
    public Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put(DecoderWeights.EMBEDDING, new long[] {config.vocabSize(), config.hiddenSize()});
        long n = config.hiddenSize();
        long m = config.intermediateSize();
        long attention = (long) config.heads() * config.headDim();
        long fused = attention + 2L * config.kvHeads() * config.headDim();
        for (int i = 0; i < config.layers(); i++) {
            for (String name : NORMS) {
                pair(shapes, layer(i, name), n);
            }
            pair(shapes, layer(i, MATRICES.get(0)), fused, n);
            pair(shapes, layer(i, MATRICES.get(1)), n, attention);
            pair(shapes, layer(i, MATRICES.get(2)), 2 * m, n);
            pair(shapes, layer(i, MATRICES.get(3)), n, m);
        }
        pair(shapes, FINAL_NORM, n);
        if (!config.tieWordEmbeddings()) {
            shapes.put(HEAD, new long[] {config.vocabSize(), n});
        }
        return shapes;
    }

    private static void pair(Map<String, long[]> shapes, String name, long... weight) {
        shapes.put(name + ".weight", weight);
        shapes.put(name + ".bias", new long[] {weight[0]});
    }

    @Override
    public TorchScriptArchive archive(MatrixFormat format) {
        Phi3SmallConfig.Mup mup = config.mup();
        Phi3SmallConfig.BlockSparse sparse = config.blockSparse();
        double queryScale = mup.scaleAttention() ? mup.attentionMultiplier() / Math.sqrt(config.headDim()) : 1;
        return DecoderFamily.archive(config, format, config.layerNormEps(), "phi3_small")
                .with("embedding_scale", mup.embeddingMultiplier())
                .with("query_scale", queryScale)
                .with("logit_divisor", mup.widthMultiplier())
                .with("limit", config.geGeluLimit().orElse(Double.POSITIVE_INFINITY))
                .with("dense_every", config.denseEvery().orElse(0))
                .with("block", sparse.blockSize())
                .with("local", sparse.localBlocks())
                .with("stride", sparse.verticalStride())
                .with("shift", Math.max(1, sparse.verticalStride() / config.heads()))
                .with("patterns", sparse.sameForAllHeads() ? 1 : Math.min(config.heads(), sparse.verticalStride()));
    }

    /**
     * Gain and bias of both norms of each layer in turn and of the final one; query_key_value [(heads + 2 kv_heads) d,
     * n], dense [n, heads d], up [2 m, n] and down [n, m] of each layer; their biases; the head [vocab, n]; the ids that
     * are never chosen, int64.
     */
    @Override
    public DecoderWeights weights(WeightLoading loading) {
        List<TorchValue> norms = new ArrayList<>();
        List<TorchValue> matrices = new ArrayList<>();
        List<TorchValue> biases = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            for (String name : NORMS) {
                norms.addAll(gainAndBias(loading, layer(i, name)));
            }
            for (String name : MATRICES) {
                matrices.add(loading.matrix(layer(i, name) + ".weight"));
                biases.add(loading.exact(layer(i, name) + ".bias"));
            }
        }
        norms.addAll(gainAndBias(loading, FINAL_NORM));
        return loading.weights(
                loading.list(norms),
                loading.list(matrices),
                loading.list(biases),
                loading.matrix(config.tieWordEmbeddings() ? DecoderWeights.EMBEDDING : HEAD),
                loading.ids(config.unusedTokenIds()));
    }

    private static List<TorchValue> gainAndBias(WeightLoading loading, String name) {
        return List.of(loading.exact(name + ".weight"), loading.exact(name + ".bias"));
    }
}
