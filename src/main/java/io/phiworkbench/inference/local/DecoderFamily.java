package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.checkpoint.Phi3Config;
import io.phiworkbench.checkpoint.Phi3SmallConfig;
import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.checkpoint.PhiMoeConfig;
import io.phiworkbench.torch.TorchScriptArchive;
import java.util.Map;

/**
 * A kind of decoder: which tensors it has, its graph, and how that takes them. Everything else in the engine (sessions,
 * cache, generation, benchmarks) is the same for all.
 */
sealed interface DecoderFamily permits Phi3Family, PhiMoeFamily, Phi3SmallFamily {
    /** The family of a model's decoder. */
    static DecoderFamily of(ModelConfig config) {
        return switch (config) {
            case Phi3Config text -> new Phi3Family(text);
            case Phi3VConfig seeing -> new Phi3Family(seeing.decoder());
            case PhiMoeConfig moe -> new PhiMoeFamily(moe);
            case Phi3SmallConfig small -> new Phi3SmallFamily(small);
        };
    }

    /** The decoder's sizes. */
    ModelConfig config();

    /** Names and shapes of all tensors that the decoder needs. */
    Map<String, long[]> shapes();

    /** Whether most tokens do without this tensor, so that it need not be in memory. */
    default boolean onDemand(String name) {
        return false;
    }

    /**
     * The graph, not yet compiled: the text that all families share, this family's, and the format's products. Its
     * methods {@code forward} and {@code step} take input, start, rows, inverse frequencies and their scale, then {@link
     * DecoderWeights#arguments} and the cache.
     */
    TorchScriptArchive archive(MatrixFormat format);

    /** Brings all weights in, in the order in which the graph takes them. */
    DecoderWeights weights(WeightLoading loading);

    /** The attributes that the shared text declares. */
    static TorchScriptArchive archive(ModelConfig config, MatrixFormat format, double eps, String familyText) {
        return new TorchScriptArchive("Decoder", format.source("Decoder", "decoder", familyText))
                .with("heads", config.heads())
                .with("kv_heads", config.kvHeads())
                .with("head_dim", config.headDim())
                .with("eps", eps)
                .with("window", config.slidingWindow().orElse(0));
    }

    /** The name of a tensor of a layer. */
    static String layer(int i, String part) {
        return "model.layers." + i + "." + part;
    }
}
