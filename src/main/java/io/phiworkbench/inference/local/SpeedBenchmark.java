package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.WeightShape;
import io.phiworkbench.inference.local.SpeedReport.Figure;
import io.phiworkbench.text.TextException;
import io.phiworkbench.text.Tokenizer;
import io.phiworkbench.torch.ProcessMemory;
import io.phiworkbench.torch.TorchException;
import io.phiworkbench.torch.TorchRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Measures load time, memory bandwidth, prefill and decoding through the same sessions that answer prompts. Every figure
 * is a median of {@link Settings#repetitions}. Used for one report.
 */
public final class SpeedBenchmark {
    private static final int PREFILL = 512;
    private static final int DECODE = 64;
    private static final int[] DEPTHS = {0, 512, 2048};
    private static final int LONG_PROMPT = 2500;
    private static final int LONG_ANSWER = 200;
    private static final int COPIED = 256;

    private final DecoderFamily family;
    private final ModelConfig config;
    private final ExecutionPlan plan;
    private final Settings settings;
    private final Consumer<String> progress;
    private final Random random = new Random(5);
    private final List<Figure> figures = new ArrayList<>();

    /**
     * @param repetitions of each measurement
     * @param longTask whether the task with 2,500 prompt tokens and 200 new ones is run too, once
     * @param constrained folder of a tokenizer: measure instead what it costs to hold answers to a form
     */
    public record Settings(int repetitions, boolean longTask, Optional<Path> constrained) {
        public Settings {
            if (repetitions < 1) {
                throw new IllegalArgumentException("a benchmark needs at least one repetition, not " + repetitions);
            }
        }
    }

    private SpeedBenchmark(DecoderFamily family, ExecutionPlan plan, Settings settings, Consumer<String> progress) {
        this.family = family;
        this.config = family.config();
        this.plan = plan;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * On random weights of a published shape.
     *
     * @param progress told what runs, in short lines
     * @throws ModelLoadException if it does not fit into memory
     */
    public static SpeedReport of(ModelShape shape, LoadOptions options, Settings settings, Consumer<String> progress) {
        DecoderFamily family = shape.family();
        ExecutionPlan plan = ExecutionPlan.forShape(shape.label(), family, options);
        return new SpeedBenchmark(family, plan, settings, progress).run(shape.label(), RandomWeights::new);
    }

    /**
     * On a checkpoint.
     *
     * @throws ModelLoadException if the folder holds no model that can be run, or it does not fit into memory
     */
    public static SpeedReport of(Path folder, LoadOptions options, Settings settings, Consumer<String> progress) {
        try {
            Checkpoint checkpoint = Checkpoint.open(folder);
            DecoderFamily family = DecoderFamily.of(checkpoint.config());
            checkpoint.weights().requireTensors(family.shapes());
            ExecutionPlan plan = ExecutionPlan.choose(checkpoint, family, options, Optional.empty());
            return new SpeedBenchmark(family, plan, settings, progress)
                    .run(folder.getFileName().toString(), reader -> DecoderWeights.from(checkpoint.weights(), reader));
        } catch (CheckpointException e) {
            throw new ModelLoadException(Failure.of(e), e);
        }
    }

    private SpeedReport run(String model, Function<WeightReader, DecoderWeights.Source> weights) {
        try (var thread = new EngineThread("benchmark")) {
            return thread.call(() -> {
                TorchRuntime.prepareThread(plan.threads());
                return measured(model, weights);
            });
        } catch (TorchException e) {
            throw new ModelLoadException("the benchmark failed: " + e.getMessage(), e);
        }
    }

    private SpeedReport measured(String model, Function<WeightReader, DecoderWeights.Source> weights) {
        try (var reader = new WeightReader(plan.device());
                Decoder decoder = load(reader, weights);
                var bandwidth = new MemoryBandwidth()) {
            figure("memory bandwidth before", "GB/s", bandwidth::gigabytesPerSecond);
            warmUp(decoder);
            if (settings.constrained().isPresent()) {
                constrained(decoder, settings.constrained().get());
                figure("memory bandwidth after", "GB/s", bandwidth::gigabytesPerSecond);
                return report(model, decoder, 128 * Decoder.cacheBytesPerToken(config, plan.precision()));
            }
            figure("prefill " + fitting(PREFILL), "tok/s", () -> prefill(decoder, fitting(PREFILL)));
            for (int depth : DEPTHS) {
                if (depth + DECODE < config.maxPositions()) {
                    decode(decoder, depth);
                }
            }
            if (PREFILL + COPIED < config.maxPositions()) {
                figure("copying its prompt, prompt lookup, depth 512", "tok/s", () -> copy(decoder));
            }
            long cache = Math.min(DEPTHS[2] + DECODE, config.maxPositions())
                    * Decoder.cacheBytesPerToken(config, plan.precision());
            if (settings.longTask() && LONG_PROMPT + LONG_ANSWER < config.maxPositions()) {
                progress.accept("2,500 prompt tokens and 200 new ones");
                figures.add(Figure.of("2,500 prompt tokens + 200 new ones", "s", longTask(decoder)));
                cache = (LONG_PROMPT + LONG_ANSWER) * Decoder.cacheBytesPerToken(config, plan.precision());
            }
            figure("memory bandwidth after", "GB/s", bandwidth::gigabytesPerSecond);
            return report(model, decoder, cache);
        }
    }

    private void constrained(Decoder decoder, Path folder) {
        progress.accept("answers held to a form");
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            figures.addAll(new ConstraintBenchmark(decoder, config, tokenizer, settings.repetitions()).figures());
        } catch (TextException e) {
            throw new ModelLoadException(Failure.of(e), e);
        }
    }

    private SpeedReport report(String model, Decoder decoder, long cache) {
        ProcessMemory memory = ProcessMemory.now();
        return new SpeedReport(
                model,
                plan.precision().label(),
                plan.threads(),
                decoder.weightBytes(),
                decoder.weightBytes() - embeddingBytes(),
                cache,
                memory.resident(),
                memory.peakResident(),
                figures);
    }

    private long embeddingBytes() {
        return config.tieWordEmbeddings()
                ? 0
                : new WeightShape(DecoderWeights.EMBEDDING, new long[] {config.vocabSize(), config.hiddenSize()})
                        .bytes(plan.precision());
    }

    private int fitting(int tokens) {
        return Math.min(tokens, config.maxPositions() - 1);
    }

    private Decoder load(WeightReader reader, Function<WeightReader, DecoderWeights.Source> weights) {
        progress.accept("loading");
        long start = System.nanoTime();
        DecoderWeights.Source source = weights.apply(reader);
        try {
            Decoder decoder = Decoder.load(family, plan.format(), source, _ -> {});
            figures.add(Figure.of("load", "s", secondsSince(start)));
            return decoder;
        } finally {
            if (source instanceof RandomWeights made) {
                made.close();
            }
        }
    }

    private void warmUp(Decoder decoder) {
        progress.accept("warming up");
        try (var session = new Session(decoder, config.maxPositions())) {
            TokenSequence text = text(fitting(32));
            prefill(session, text);
            steps(session, text, Math.min(4, config.maxPositions() - text.length()));
        }
    }

    private void figure(String name, String unit, DoubleSupplier measurement) {
        progress.accept(name);
        double[] values = new double[settings.repetitions()];
        for (int i = 0; i < values.length; i++) {
            values[i] = measurement.getAsDouble();
        }
        figures.add(Figure.of(name, unit, values));
    }

    private double prefill(Decoder decoder, int tokens) {
        try (var session = new Session(decoder, config.maxPositions())) {
            long start = System.nanoTime();
            prefill(session, text(tokens));
            return tokens / secondsSince(start);
        }
    }

    private void decode(Decoder decoder, int depth) {
        try (var session = new Session(decoder, config.maxPositions())) {
            TokenSequence text = text(Math.max(1, depth));
            prefill(session, text);
            figure("decode " + DECODE + " at depth " + depth, "tok/s", () -> {
                text.truncate(Math.max(1, depth));
                session.truncate(Math.max(0, depth - 1));
                return DECODE / steps(session, text, DECODE);
            });
        }
    }

    /** An answer that repeats its prompt word for word; drafts are verified as in any run. */
    private double copy(Decoder decoder) {
        try (var session = new Session(decoder, config.maxPositions())) {
            TokenSequence text = text(PREFILL);
            text.append(text.id(0));
            text.append(text.id(1));
            prefill(session, text);
            int next = 2;
            long start = System.nanoTime();
            session.truncate(text.length() - 1);
            while (next < COPIED) {
                int[] draft = PromptLookup.propose(text, COPIED - next);
                session.step(text, draft);
                int accepted = 0;
                while (accepted < draft.length && draft[accepted] == text.id(next + accepted)) {
                    accepted++;
                }
                for (int i = 0; i <= accepted; i++) {
                    text.append(text.id(next++));
                }
                session.truncate(text.length() - 1);
            }
            return (next - 2) / secondsSince(start);
        }
    }

    private double longTask(Decoder decoder) {
        try (var session = new Session(decoder, config.maxPositions())) {
            TokenSequence text = text(LONG_PROMPT);
            long start = System.nanoTime();
            prefill(session, text);
            steps(session, text, LONG_ANSWER);
            return secondsSince(start);
        }
    }

    private static void prefill(Session session, TokenSequence text) {
        session.prefill(text, false, Engine.CHUNK, 1, _ -> {}, () -> false);
    }

    /** Plain decoding of random tokens; the seconds it took. */
    private double steps(Session session, TokenSequence text, int count) {
        session.truncate(text.length() - 1);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            session.step(text, new int[0]);
            text.append(random.nextInt(config.vocabSize()));
        }
        return secondsSince(start);
    }

    private TokenSequence text(int tokens) {
        var text = new TokenSequence();
        random.ints(tokens, 0, config.vocabSize()).forEach(text::append);
        return text;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
