package io.phiworkbench.inference.local;

import static io.phiworkbench.inference.local.DecoderFamily.layer;

import io.phiworkbench.checkpoint.Phi3Config;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Phi-3-mini, Phi-3-medium, Phi-3.5-mini and the language part of the vision models ({@code phi3.torchscript}). */
record Phi3Family(Phi3Config config) implements DecoderFamily {
    private static final String HEAD = "lm_head.weight";
    private static final String FINAL_NORM = "model.norm.weight";

    @Override
    public Map<String, long[]> shapes() {
        Phi3Config c = config;
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put(DecoderWeights.EMBEDDING, new long[] {c.vocabSize(), c.hiddenSize()});
        for (int i = 0; i < c.layers(); i++) {
            long attention = (long) c.heads() * c.headDim();
            long fused = attention + 2L * c.kvHeads() * c.headDim();
            shapes.put(layer(i, "input_layernorm.weight"), new long[] {c.hiddenSize()});
            shapes.put(layer(i, "self_attn.qkv_proj.weight"), new long[] {fused, c.hiddenSize()});
            shapes.put(layer(i, "self_attn.o_proj.weight"), new long[] {c.hiddenSize(), attention});
            shapes.put(layer(i, "post_attention_layernorm.weight"), new long[] {c.hiddenSize()});
            shapes.put(layer(i, "mlp.gate_up_proj.weight"), new long[] {2L * c.intermediateSize(), c.hiddenSize()});
            shapes.put(layer(i, "mlp.down_proj.weight"), new long[] {c.hiddenSize(), c.intermediateSize()});
        }
        shapes.put(FINAL_NORM, new long[] {c.hiddenSize()});
        if (!c.tieWordEmbeddings()) {
            shapes.put(HEAD, new long[] {c.vocabSize(), c.hiddenSize()});
        }
        return shapes;
    }

    @Override
    public TorchScriptArchive archive(MatrixFormat format) {
        return DecoderFamily.archive(config, format, config.rmsNormEps(), "phi3");
    }

    /**
     * The gains of both norms of each layer in turn and the final one; qkv [(heads + 2 kv_heads) d, n] and output [n,
     * heads d] of each layer; gate and up [2 m, n] and down [n, m] of each layer; the head [vocab, n].
     */
    @Override
    public DecoderWeights weights(WeightLoading loading) {
        List<TorchValue> norms = new ArrayList<>();
        List<TorchValue> qkv = new ArrayList<>();
        List<TorchValue> output = new ArrayList<>();
        List<TorchValue> gateUp = new ArrayList<>();
        List<TorchValue> down = new ArrayList<>();
        int group = config.heads() / config.kvHeads();
        for (int i = 0; i < config.layers(); i++) {
            WeightLoading.Pair attention = loading.pair(
                    layer(i, "input_layernorm.weight"),
                    layer(i, "self_attn.qkv_proj.weight"),
                    layer(i, "self_attn.o_proj.weight"),
                    group,
                    group == 1 ? 1 : config.headDim());
            WeightLoading.Pair mlp = loading.pair(
                    layer(i, "post_attention_layernorm.weight"),
                    layer(i, "mlp.gate_up_proj.weight"),
                    layer(i, "mlp.down_proj.weight"),
                    1,
                    1);
            norms.addAll(List.of(attention.norm(), mlp.norm()));
            qkv.add(attention.first());
            output.add(attention.second());
            gateUp.add(mlp.first());
            down.add(mlp.second());
        }
        WeightLoading.Pair last =
                loading.pair(FINAL_NORM, config.tieWordEmbeddings() ? DecoderWeights.EMBEDDING : HEAD);
        norms.add(last.norm());
        return loading.weights(
                loading.list(norms),
                loading.list(qkv),
                loading.list(output),
                loading.list(gateUp),
                loading.list(down),
                last.first());
    }
}
