package io.phiworkbench.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Counts exactly right answers to held-out questions with the training graph: many at a time, so some fifty times as fast
 * as the engine. That gives what greedy decoding gives, since an answer is right exactly when each of its tokens is the
 * most probable after the right ones before it. Arguments: a checkpoint or a training's folder, samples a task (300).
 */
public final class QuickEvaluate {
    private static final int BATCH = 25;
    private static final long HEADS = 1;

    private final TrainingGraph graph;
    private final NDArray weights;
    private final int count;

    private QuickEvaluate(TrainingGraph graph, NDArray weights, int count) {
        this.graph = graph;
        this.weights = weights;
        this.count = count;
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 300;
        ParameterLayout layout =
                new ParameterLayout(DemoShape.shipped(), CharacterVocabulary.SIZE, CharacterVocabulary.classes());
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                TrainingGraph graph = new TrainingGraph(manager, DemoShape.shipped(), layout);
                NDArray weights = manager.create(weights(layout, folder))) {
            new QuickEvaluate(graph, weights, count).run();
        }
    }

    private static float[] weights(ParameterLayout layout, Path folder) throws IOException {
        Path state = folder.resolve("state.bin");
        return Files.exists(state)
                ? TrainingState.load(state).mean()
                : CheckpointWeights.read(layout, folder, HEADS);
    }

    private void run() {
        System.out.println("| task | trained fonts | unseen font | black on white, trained fonts |\n|---|---|---|---|");
        for (Task task : Task.values()) {
            if (task.drawn()) {
                System.out.printf(
                        "| %s | %s | %s | %s |%n",
                        task.title(),
                        row(task, Fonts.trained(), 1),
                        row(task, Fonts.unseen(), 1),
                        row(task, Fonts.trained(), 0));
            } else {
                System.out.printf("| %s | %s | | |%n", task.title(), row(task, Fonts.trained(), 1));
            }
        }
    }

    private String row(Task task, Fonts fonts, double variety) {
        List<Sample> samples = HeldOut.samples(HeldOut.PUBLISHED, task, fonts, count, variety).stream()
                .map(Sample::fitted)
                .toList();
        return "%.1f %%".formatted(100.0 * right(samples) / count);
    }

    private long right(List<Sample> samples) {
        long right = 0;
        for (List<Sample> alike : samples.stream().collect(Collectors.groupingBy(QuickEvaluate::size)).values()) {
            for (int from = 0; from < alike.size(); from += BATCH) {
                List<Sample> some = new ArrayList<>(alike.subList(from, Math.min(alike.size(), from + BATCH)));
                Batch batch = new Batch.Maker().make(some);
                TrainingGraph.Outcome outcome = graph.run(weights, batch, -1, 0, 0, 0);
                outcome.gradient().close();
                right += batch.answers().stream()
                        .filter(answer -> answer.right(outcome.hits()))
                        .count();
            }
        }
        return right;
    }

    /** Pictures of a batch are equally large. */
    private static String size(Sample sample) {
        return sample.pictures().stream()
                .map(p -> p.width() + "×" + p.height())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
