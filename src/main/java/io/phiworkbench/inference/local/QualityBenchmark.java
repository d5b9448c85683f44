package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchException;
import io.phiworkbench.torch.TorchRuntime;
import io.phiworkbench.torch.TorchValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Measures what lower precisions cost: next-token distributions of bf16 and int8 against fp32, on a checkpoint and on
 * the same checkpoint with {@link PlantedOutliers}, at several chunk sizes. Random tokens after the beginning of text.
 */
public final class QualityBenchmark {
    private static final int[] CHUNKS = {1, 3, 512};
    private static final List<MatrixFormat> FORMATS = List.of(MatrixFormat.BFLOAT16, MatrixFormat.INT8);

    private final DecoderFamily family;
    private final ModelConfig config;
    private final long[] tokens;
    private final Consumer<String> progress;

    QualityBenchmark(DecoderFamily family, int tokens, Consumer<String> progress) {
        this.family = family;
        this.config = family.config();
        this.progress = progress;
        this.tokens = new Random(11)
                .longs(Math.min(tokens, config.maxPositions()), 0, config.vocabSize())
                .toArray();
        this.tokens[0] = config.specialTokens().bos().orElse(1);
    }

    /**
     * On a checkpoint; holds it twice, once in fp32.
     *
     * @param positions how many are compared, at most the context length
     * @throws ModelLoadException if the folder holds no model that can be run
     */
    public static QualityReport of(Path folder, int positions, OptionalInt threads, Consumer<String> progress) {
        try {
            Checkpoint checkpoint = Checkpoint.open(folder);
            DecoderFamily family = DecoderFamily.of(checkpoint.config());
            checkpoint.weights().requireTensors(family.shapes());
            return run(
                    folder.getFileName().toString(),
                    family,
                    positions,
                    threads,
                    progress,
                    reader -> DecoderWeights.from(checkpoint.weights(), reader));
        } catch (CheckpointException | TorchException e) {
            throw new ModelLoadException(e.getMessage(), e);
        }
    }

    /** On random weights. */
    public static QualityReport of(ModelShape shape, int positions, OptionalInt threads, Consumer<String> progress) {
        return run(shape.label(), shape.family(), positions, threads, progress, RandomWeights::new);
    }

    private static QualityReport run(
            String name,
            DecoderFamily family,
            int positions,
            OptionalInt threads,
            Consumer<String> progress,
            Function<WeightReader, DecoderWeights.Source> weights) {
        var benchmark = new QualityBenchmark(family, positions, progress);
        try (var thread = new EngineThread("quality")) {
            return thread.call(() -> {
                TorchRuntime.prepareThread(threads.orElseGet(PhysicalCores::count));
                try (var reader = new WeightReader(TorchDevice.CPU)) {
                    return benchmark.report(name, weights.apply(reader));
                }
            });
        }
    }

    QualityReport report(String name, DecoderWeights.Source weights) {
        List<QualityReport.Row> rows = new ArrayList<>();
        for (PlantedOutliers.Kind kind : PlantedOutliers.kinds(family)) {
            try (var source = new PlantedOutliers(weights, kind, family, tokens[0])) {
                progress.accept(kind.label() + ", fp32");
                float[] reference =
                        logits(MatrixFormat.FLOAT32, source, CHUNKS[2]).getFirst();
                for (MatrixFormat format : FORMATS) {
                    progress.accept(kind.label() + ", " + label(format));
                    List<float[]> measured = logits(format, source, CHUNKS);
                    for (int i = 0; i < CHUNKS.length; i++) {
                        rows.add(row(kind, format, CHUNKS[i], reference, measured.get(i)));
                    }
                }
            }
        }
        return new QualityReport(name, tokens.length, rows);
    }

    private static String label(MatrixFormat format) {
        return Arrays.stream(Precision.values())
                .filter(p -> p != Precision.AUTO && MatrixFormat.of(p) == format)
                .findFirst()
                .orElseThrow()
                .label();
    }

    /** Logits of all positions, computed chunk by chunk, for each chunk size. */
    private List<float[]> logits(MatrixFormat format, DecoderWeights.Source source, int... chunks) {
        try (Decoder decoder = Decoder.load(family, format, source, _ -> {})) {
            return Arrays.stream(chunks)
                    .mapToObj(chunk -> logits(decoder, chunk))
                    .toList();
        }
    }

    private float[] logits(Decoder decoder, int chunk) {
        float[] all = new float[tokens.length * config.vocabSize()];
        try (KvCache cache = decoder.newCache(tokens.length)) {
            cache.reserve(tokens.length, 0);
            for (int start = 0; start < tokens.length; start += chunk) {
                int end = Math.min(tokens.length, start + chunk);
                try (TorchValue embedded = decoder.embed(Arrays.copyOfRange(tokens, start, end))) {
                    float[] some = decoder.forward(embedded, start, end - start, false, cache);
                    System.arraycopy(some, 0, all, start * config.vocabSize(), some.length);
                }
            }
        }
        return all;
    }

    private QualityReport.Row row(
            PlantedOutliers.Kind kind, MatrixFormat format, int chunk, float[] reference, float[] measured) {
        double divergence = 0;
        int same = 0;
        int vocab = config.vocabSize();
        for (int i = 0; i < tokens.length; i++) {
            divergence += divergence(reference, measured, i * vocab, vocab);
            same += largest(reference, i * vocab, vocab) == largest(measured, i * vocab, vocab) ? 1 : 0;
        }
        return new QualityReport.Row(
                kind.label(), label(format), chunk, divergence / tokens.length, (double) same / tokens.length);
    }

    /** KL(p || q) of two rows of logits, in nats. */
    static double divergence(float[] p, float[] q, int from, int size) {
        double pNorm = logSum(p, from, size);
        double qNorm = logSum(q, from, size);
        double sum = 0;
        for (int i = from; i < from + size; i++) {
            double logP = p[i] - pNorm;
            sum += Math.exp(logP) * (logP - (q[i] - qNorm));
        }
        return sum;
    }

    private static double logSum(float[] logits, int from, int size) {
        float most = logits[largest(logits, from, size)];
        double sum = 0;
        for (int i = from; i < from + size; i++) {
            sum += Math.exp(logits[i] - most);
        }
        return most + Math.log(sum);
    }

    private static int largest(float[] logits, int from, int size) {
        int best = from;
        for (int i = from + 1; i < from + size; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }
}
