package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.PhiMoeConfig;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchRuntime;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Which experts the routers of a mixture choose in fp32, bf16 and int8, with two digits a weight and with one, and what is left of the loss when they are made
 * to choose as in fp32: whether rounding costs anything but through the choices. Prints a table ({@code
 * docs/benchmarks.md}).
 *
 * <p>{@code RouterChoices [FOLDER] [POSITIONS]}
 */
public final class RouterChoices {
    private static final String ROUTE = "    chosen, weights = self.route(scores)\n";
    private static final String RECORDED =
            ROUTE + "    _c = torch.append(cache, chosen)\n    _w = torch.append(cache, weights)\n";
    private static final String FORCED = "    at = len(cache) - 2 * len(routers) + 2 * layer\n"
            + "    chosen = cache[at]\n    weights = cache[at + 1]\n";
    /** Rounding alone moves weights by some thousandths. */
    private static final double LEAP = 0.05;

    private static final String ACCESS = "\n  def item(self: Self, cache: List[Tensor], i: int) -> Tensor:\n"
            + "    return cache[i]\n\n"
            + "  def put(self: Self, cache: List[Tensor], item: Tensor) -> int:\n"
            + "    _0 = torch.append(cache, item)\n    return len(cache)\n";

    private final Checkpoint checkpoint;
    private final PhiMoeConfig config;
    private final long[] tokens;

    private RouterChoices(Path folder, int positions) {
        checkpoint = Checkpoint.open(folder);
        config = (PhiMoeConfig) checkpoint.config();
        // The text of phi bench --quality.
        tokens = new Random(11)
                .longs(Math.min(positions, config.maxPositions()), 0, config.vocabSize())
                .toArray();
        tokens[0] = config.specialTokens().bos().orElse(1);
    }

    /**
     * @param logits [position, vocab]
     * @param experts [layer][position × 2]
     * @param weights [layer][position × 2]
     * @param routes experts and their weights, layer by layer
     */
    private record Run(float[] logits, long[][] experts, float[][] weights, List<TorchValue> routes) {}

    public static void main(String[] args) {
        TorchRuntime.prepareThread(1);
        Path folder = Path.of(args.length > 0 ? args[0] : "src/test/resources/oracle/phi35-moe");
        new RouterChoices(folder, args.length > 1 ? Integer.parseInt(args[1]) : 128).print();
    }

    private void print() {
        Run exact = run(MatrixFormat.FLOAT32, List.of());
        System.out.println("precision | choices that differ | weights that leap | positions with one | KL | top-1"
                + " | KL before the first | KL with fp32's choices | top-1");
        for (MatrixFormat format : List.of(MatrixFormat.BFLOAT16, MatrixFormat.INT8, MatrixFormat.INT8_ONE_DIGIT)) {
            Run own = run(format, List.of());
            Run forced = run(format, exact.routes());
            boolean[] changed = changed(exact, own);
            int first = first(changed);
            System.out.printf(
                    "%s | %d of %d | %d | %d of %d, first at %d | %.4f | %.1f %% | %.5f | %.5f | %.1f %%%n",
                    format.label(),
                    differing(exact, own),
                    config.layers() * tokens.length,
                    leaping(exact, own),
                    count(changed),
                    tokens.length,
                    first,
                    divergence(exact, own, 0, tokens.length),
                    100 * same(exact, own),
                    divergence(exact, own, 0, first),
                    divergence(exact, forced, 0, tokens.length),
                    100 * same(exact, forced));
        }
    }

    private Run run(MatrixFormat format, List<TorchValue> routes) {
        var family = new PhiMoeFamily(config);
        String source = format.source("Decoder", "decoder", "phi_moe")
                .replace(ROUTE, routes.isEmpty() ? RECORDED : FORCED)
                .replaceFirst("(def mixture\\([^)]*)\\)", "$1, cache: List[Tensor])")
                .replace("routers, experts)\n", "routers, experts, cache)\n");
        TorchScriptArchive archive = new TorchScriptArchive(
                        "Decoder", source + ACCESS.replace("Self", "__torch__.Decoder"))
                .with("heads", config.heads())
                .with("kv_heads", config.kvHeads())
                .with("head_dim", config.headDim())
                .with("eps", config.layerNormEps())
                .with("window", config.slidingWindow().orElse(0))
                .with("experts", config.experts())
                .with("jitter", config.routerJitterNoise());
        TorchModule graph = TorchModule.compile(archive);
        var reader = new WeightReader(TorchDevice.CPU);
        Decoder decoder = new Decoder(
                config,
                format,
                graph,
                DecoderWeights.load(family, format, DecoderWeights.from(checkpoint.weights(), reader), _ -> {}));
        KvCache cache = decoder.newCache(tokens.length);
        cache.reserve(tokens.length, 0);
        routes.forEach(route -> graph.run("put", cache.tensors(), route).close());
        float[] logits;
        try (TorchValue embedded = decoder.embed(tokens)) {
            logits = decoder.forward(embedded, 0, tokens.length, false, cache);
        }
        List<TorchValue> recorded = new ArrayList<>();
        long[][] experts = new long[config.layers()][];
        float[][] weights = new float[config.layers()][];
        for (int layer = 0; layer < config.layers(); layer++) {
            int at = 2 * config.layers() + 2 * layer;
            recorded.add(graph.run("item", cache.tensors(), at));
            recorded.add(graph.run("item", cache.tensors(), at + 1));
            experts[layer] = recorded.get(2 * layer).toLongs();
            weights[layer] = recorded.get(2 * layer + 1).toFloats();
        }
        return new Run(logits, experts, weights, recorded);
    }

    /** Pairs of a layer and a position whose two experts are others. */
    private int differing(Run exact, Run measured) {
        int count = 0;
        for (int layer = 0; layer < config.layers(); layer++) {
            for (int i = 0; i < tokens.length; i++) {
                count += pair(exact, layer, i).equals(pair(measured, layer, i)) ? 0 : 1;
            }
        }
        return count;
    }

    /** Of the others, those of which a weight leaps: an expert came into or fell out of the softmax. */
    private int leaping(Run exact, Run measured) {
        int count = 0;
        for (int layer = 0; layer < config.layers(); layer++) {
            for (int i = 0; i < tokens.length; i++) {
                boolean leaps = false;
                for (int k = 2 * i; k < 2 * i + 2; k++) {
                    leaps |= Math.abs(exact.weights()[layer][k] - measured.weights()[layer][k]) > LEAP;
                }
                count += leaps && pair(exact, layer, i).equals(pair(measured, layer, i)) ? 1 : 0;
            }
        }
        return count;
    }

    private boolean[] changed(Run exact, Run measured) {
        boolean[] changed = new boolean[tokens.length];
        for (int layer = 0; layer < config.layers(); layer++) {
            for (int i = 0; i < tokens.length; i++) {
                changed[i] |= !pair(exact, layer, i).equals(pair(measured, layer, i));
            }
        }
        return changed;
    }

    private static Set<Long> pair(Run run, int layer, int position) {
        long[] experts = run.experts()[layer];
        return new HashSet<>(Arrays.asList(experts[2 * position], experts[2 * position + 1]));
    }

    private static int first(boolean[] changed) {
        int i = 0;
        while (i < changed.length && !changed[i]) {
            i++;
        }
        return i;
    }

    private static int count(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }

    private double divergence(Run exact, Run measured, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += QualityBenchmark.divergence(
                    exact.logits(), measured.logits(), i * config.vocabSize(), config.vocabSize());
        }
        return to == from ? 0 : sum / (to - from);
    }

    private double same(Run exact, Run measured) {
        int same = 0;
        for (int i = 0; i < tokens.length; i++) {
            same += largest(exact.logits(), i) == largest(measured.logits(), i) ? 1 : 0;
        }
        return (double) same / tokens.length;
    }

    private int largest(float[] logits, int position) {
        int from = position * config.vocabSize();
        int best = from;
        for (int i = from; i < from + config.vocabSize(); i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }
}
