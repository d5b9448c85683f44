package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.WeightShape;
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
 * the same checkpoint with {@link PlantedOutliers}, at several chunk sizes. On random tokens after the beginning of text,
 * which leave a trained model undecided, and on text of the kind that it knows: what its fp32 form writes, each token
 * drawn from its distribution.
 */
public final class QualityBenchmark {
    private static final int[] CHUNKS = {1, 3, 512};

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
            throw new ModelLoadException(Failure.of(e), e);
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
                List<Reference> references = references(source);
                for (MatrixFormat format : formats()) {
                    progress.accept(kind.label() + ", " + format.label());
                    rows.addAll(rows(kind, format, source, references));
                }
            }
        }
        return new QualityReport(name, tokens.length, rows);
    }

    /** Where no matrix is small, int8 has one digit anyway. */
    private List<MatrixFormat> formats() {
        boolean two = family.shapes().entrySet().stream()
                .anyMatch(tensor -> new WeightShape(tensor.getKey(), tensor.getValue()).hasTwoDigits());
        return two
                ? List.of(MatrixFormat.BFLOAT16, MatrixFormat.INT8, MatrixFormat.INT8_ONE_DIGIT)
                : List.of(MatrixFormat.BFLOAT16, MatrixFormat.INT8);
    }

    /** A text and the fp32 model's logits at each of its tokens. */
    private record Reference(String text, long[] tokens, float[] logits) {}

    private List<Reference> references(DecoderWeights.Source source) {
        try (Decoder exact = Decoder.load(family, MatrixFormat.FLOAT32, source, _ -> {})) {
            long[] own = written(exact);
            return List.of(
                    new Reference("random", tokens, logits(exact, tokens, CHUNKS[2])),
                    new Reference("own", own, logits(exact, own, CHUNKS[2])));
        }
    }

    private List<QualityReport.Row> rows(
            PlantedOutliers.Kind kind, MatrixFormat format, DecoderWeights.Source source, List<Reference> references) {
        List<QualityReport.Row> rows = new ArrayList<>();
        try (Decoder decoder = Decoder.load(family, format, source, _ -> {})) {
            for (Reference reference : references) {
                for (int chunk : CHUNKS) {
                    rows.add(row(kind, format, chunk, reference, logits(decoder, reference.tokens(), chunk)));
                }
            }
        }
        return rows;
    }

    /** As many tokens as the model writes after the beginning of text, at temperature 1; ends of text do not end it. */
    private long[] written(Decoder decoder) {
        var random = new Random(11);
        long[] text = {tokens[0]};
        try (KvCache cache = decoder.newCache(tokens.length)) {
            cache.reserve(tokens.length, 0);
            while (text.length < tokens.length) {
                int last = text.length - 1;
                float[] logits = decoder.step(new long[] {text[last]}, last, 1, false, cache);
                text = Arrays.copyOf(text, text.length + 1);
                text[last + 1] = drawn(logits, random.nextDouble());
            }
        }
        return text;
    }

    private static int drawn(float[] logits, double share) {
        double norm = logSum(logits, 0, logits.length);
        double left = share;
        for (int i = 0; i < logits.length; i++) {
            left -= Math.exp(logits[i] - norm);
            if (left < 0) {
                return i;
            }
        }
        return largest(logits, 0, logits.length);
    }

    /** Logits of all positions, computed chunk by chunk. */
    private float[] logits(Decoder decoder, long[] tokens, int chunk) {
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
            PlantedOutliers.Kind kind, MatrixFormat format, int chunk, Reference reference, float[] measured) {
        double divergence = 0;
        int same = 0;
        int vocab = config.vocabSize();
        float[] exact = reference.logits();
        for (int i = 0; i < tokens.length; i++) {
            divergence += divergence(exact, measured, i * vocab, vocab);
            same += largest(exact, i * vocab, vocab) == largest(measured, i * vocab, vocab) ? 1 : 0;
        }
        return new QualityReport.Row(
                kind.label(),
                reference.text(),
                format.label(),
                chunk,
                divergence / tokens.length,
                (double) same / tokens.length);
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
