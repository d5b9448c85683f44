package io.phiworkbench.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trains the demonstration model: two workers of one thread each make a batch of pictures and one of texts, and their
 * gradients are averaged. Starts anew or goes on from the state in the run's folder; {@code SIGTERM} saves it.
 *
 * <p>Properties: {@code demo.steps} (all steps of the schedule), {@code demo.fall} (the last of them, in which the learning rate falls), {@code demo.rate}, {@code demo.seed},
 * {@code demo.from} (a checkpoint whose weights a new training starts from), {@code demo.crops}, {@code demo.texts}, {@code
 * demo.pages} (how many of each a worker takes in a step).
 */
public final class Trainer {
    private static final int WORKERS = 2;
    private static final int CROPS = Integer.getInteger("demo.crops", 48);
    private static final int TEXTS = Integer.getInteger("demo.texts", 4);
    private static final int PAGES = Integer.getInteger("demo.pages", 32);
    private static final Duration SAVE_EVERY = Duration.ofMinutes(5);
    private static final int REPORT_EVERY = 25;
    private static final float[] AUXILIARY = {0.3f, 0.5f, 0.5f};

    private final long seed = Long.getLong("demo.seed", 20261123L);
    private final long steps = Long.getLong("demo.steps", 12_000L);
    private final long fall = Long.getLong("demo.fall", steps * 3 / 10);
    private final double rate = Double.parseDouble(System.getProperty("demo.rate", "0.002"));
    private final Path file;
    private final Fonts fonts = Fonts.trained();
    private final ParameterLayout layout =
            new ParameterLayout(DemoShape.shipped(), CharacterVocabulary.SIZE, CharacterVocabulary.classes());
    private volatile boolean stopping;

    private Trainer(Path folder) {
        file = folder.resolve("state.bin");
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args.length > 0 ? args[0] : "target/demo-run");
        Files.createDirectories(folder);
        Trainer trainer = new Trainer(folder);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            trainer.stopping = true;
            try {
                main.join(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        trainer.train();
    }

    private float[] firstWeights() throws IOException {
        String checkpoint = System.getProperty("demo.from");
        return checkpoint == null ? layout.start(seed) : CheckpointWeights.read(layout, Path.of(checkpoint), seed);
    }

    private void train() throws IOException, InterruptedException, ExecutionException {
        TrainingState state = Files.exists(file) ? TrainingState.load(file) : TrainingState.start(firstWeights());
        float[] accuracies = state.accuracies();
        System.out.printf("%d parameters, from step %d of %d%n", layout.size(), state.step(), steps);
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                ExecutorService pool = Executors.newFixedThreadPool(WORKERS);
                AdamW optimiser = new AdamW(manager, layout, state)) {
            JniUtils.setNumThreads(1);
            List<Worker> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                workers.add(new Worker(i, new TrainingGraph(manager, DemoShape.shipped(), layout)));
            }
            Report report = new Report(accuracies);
            long saved = System.nanoTime();
            while (!stopping && optimiser.step() < steps) {
                step(pool, workers, optimiser, report, accuracies);
                if (System.nanoTime() - saved > SAVE_EVERY.toNanos()) {
                    optimiser.state(accuracies).save(file);
                    saved = System.nanoTime();
                }
            }
            optimiser.state(accuracies).save(file);
            System.out.println("saved at step " + optimiser.step());
            workers.forEach(w -> w.graph.close());
        }
    }

    private void step(ExecutorService pool, List<Worker> workers, AdamW optimiser, Report report, float[] accuracies)
            throws InterruptedException, ExecutionException {
        long step = optimiser.step();
        Curriculum curriculum = new Curriculum(step, accuracies.clone(), fonts);
        float fade = (float) Math.max(0.3, 1 - 0.7 * step / (0.6 * steps));
        List<Future<Result>> running = new ArrayList<>();
        for (Worker worker : workers) {
            running.add(pool.submit(() -> worker.run(curriculum, optimiser.weights(), fade)));
        }
        List<NDArray> gradients = new ArrayList<>();
        for (Future<Result> future : running) {
            Result result = future.get();
            gradients.add(result.gradient());
            report.add(result);
        }
        float norm = optimiser.update(gradients, (float) rate(step));
        report.step(optimiser.step(), norm, rate(step));
    }

    /** Warm-up, then held, then down to a fiftieth over the last {@code demo.fall} steps. */
    private double rate(long step) {
        double warm = Math.min(1, (step + 1) / 200.0);
        double left = Math.clamp((double) (steps - step) / fall, 0.02, 1);
        return rate * warm * left;
    }

    /** What one worker gives: the summed gradient of its batches, and how they went. */
    private record Result(
            NDArray gradient,
            Batch pictureBatch,
            TrainingGraph.Outcome pictures,
            Batch textBatch,
            TrainingGraph.Outcome texts,
            float[] pageLosses,
            long[] nanos) {}

    /** One thread's share of a step. */
    private final class Worker {
        private final int index;
        private final TrainingGraph graph;
        private boolean warm;

        Worker(int index, TrainingGraph graph) {
            this.index = index;
            this.graph = graph;
        }

        Result run(Curriculum curriculum, NDArray weights, float fade) {
            JniUtils.setNumThreads(1);
            JniUtils.setGradMode(true);
            Random random = new Random(seed * 1_000_003 + curriculum.step() * WORKERS + index);
            random.nextLong();
            long[] nanos = {cpu(), 0, 0, 0};
            Batch pictures = curriculum.pictures(random, index, CROPS);
            Batch texts = curriculum.texts(random, TEXTS);
            Batch pages = curriculum.pages(random, PAGES);
            if (!warm) {
                warm = true;
                graph.specialise(weights, List.of(pictures, texts, pages));
            }
            nanos[0] = cpu() - nanos[0];
            nanos[1] = cpu();
            TrainingGraph.Outcome seen =
                    graph.run(weights, pictures, 1, AUXILIARY[0] * fade, AUXILIARY[1] * fade, AUXILIARY[2] * fade);
            nanos[1] = cpu() - nanos[1];
            nanos[2] = cpu();
            TrainingGraph.Outcome told = graph.run(weights, texts, 0.5f, 0, 0, 0);
            nanos[2] = cpu() - nanos[2];
            nanos[3] = cpu();
            TrainingGraph.Outcome read = graph.run(weights, pages, 1e-9f, 0, fade, fade);
            try (NDArray second = told.gradient();
                    NDArray third = read.gradient()) {
                seen.gradient().addi(second).addi(third);
            }
            nanos[3] = cpu() - nanos[3];
            return new Result(seen.gradient(), pictures, seen, texts, told, read.losses(), nanos);
        }

        private static long cpu() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }

    /** Running figures, printed now and then. */
    private static final class Report {
        private final float[] accuracies;
        private final double[] losses = new double[7];
        private final double[] milliseconds = new double[4];
        private double norms;
        private long pictures;
        private int count;
        private long since = System.nanoTime();

        Report(float[] accuracies) {
            this.accuracies = accuracies;
        }

        void add(Result result) {
            count(result.pictureBatch(), result.pictures());
            count(result.textBatch(), result.texts());
            for (int i = 0; i < 4; i++) {
                losses[i] += result.pictures().losses()[i] / WORKERS;
            }
            losses[4] += result.texts().losses()[0] / WORKERS;
            losses[5] += result.pageLosses()[2] / WORKERS;
            losses[6] += result.pageLosses()[3] / WORKERS;
            for (int i = 0; i < 4; i++) {
                milliseconds[i] += result.nanos()[i] / 1e6 / WORKERS;
            }
            pictures += result.pictureBatch().pictures();
        }

        private void count(Batch batch, TrainingGraph.Outcome outcome) {
            for (Batch.Answer answer : batch.answers()) {
                boolean right = answer.right(outcome.hits());
                if (answer.turn() == 0) {
                    int task = answer.task().ordinal();
                    accuracies[task] += ((right ? 1 : 0) - accuracies[task]) * 0.01f;
                }
            }
        }

        void step(long step, float norm, double rate) {
            norms += norm;
            if (++count < REPORT_EVERY) {
                return;
            }
            double seconds = (System.nanoTime() - since) / 1e9;
            StringBuilder line = new StringBuilder();
            for (Task task : Task.values()) {
                line.append(" %s %.0f".formatted(task.name().toLowerCase(java.util.Locale.ROOT), accuracies[task.ordinal()] * 100));
            }
            System.out.printf(
                    "%s step %d, %.1f pictures/s, %.0f + %.0f + %.0f + %.0f ms, rate %.5f, norm %.2f, token %.3f look %.3f patch %.3f cell %.3f text %.3f page %.3f %.3f |%s%n",
                    LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
                    step,
                    pictures / seconds,
                    milliseconds[0] / count,
                    milliseconds[1] / count,
                    milliseconds[2] / count,
                    milliseconds[3] / count,
                    rate,
                    norms / count,
                    losses[0] / count,
                    losses[1] / count,
                    losses[2] / count,
                    losses[3] / count,
                    losses[4] / count,
                    losses[5] / count,
                    losses[6] / count,
                    line);
            java.util.Arrays.fill(losses, 0);
            java.util.Arrays.fill(milliseconds, 0);
            norms = 0;
            pictures = 0;
            count = 0;
            since = System.nanoTime();
        }
    }
}
