package io.phiworkbench.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts exactly right answers to held-out questions with the training graph: many at a time, so some fifty times as fast
 * as the engine. That gives what greedy decoding gives, since an answer is right exactly when each of its tokens is the
 * most probable after the right ones before it. Arguments: a checkpoint or a training's folder, samples a task (300), and
 * {@code publish} to write the shares to {@code accuracy.json} in the folder.
 */
public final class QuickEvaluate {
    private static final int BATCH = 25;
    private static final long HEADS = 1;

    private final TrainingGraph graph;
    private final NDArray weights;
    private final int count;
    private final Map<String, Double> shares = new TreeMap<>();

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
            QuickEvaluate evaluate = new QuickEvaluate(graph, weights, count);
            evaluate.run();
            if (args.length > 2 && args[2].equals("publish")) {
                AccuracyFile.write(folder, evaluate.shares);
            }
        }
    }

    private static float[] weights(ParameterLayout layout, Path folder) throws IOException {
        Path state = folder.resolve("state.bin");
        return Files.exists(state)
                ? TrainingState.load(state).mean()
                : CheckpointWeights.read(layout, folder, HEADS);
    }

    private void run() {
        System.out.println("| task | trained fonts | unseen font | large black print, trained fonts |\n|---|---|---|---|");
        for (Task task : Task.values()) {
            if (task.drawn()) {
                System.out.printf(
                        "| %s | %s | %s | %s |%n",
                        task.title(),
                        row(task, "trained", Fonts.trained(), 1),
                        row(task, "unseen", Fonts.unseen(), 1),
                        row(task, "large", Fonts.trained(), 0));
            } else {
                System.out.printf("| %s | %s | | |%n", task.title(), row(task, "", Fonts.trained(), 1));
            }
        }
    }

    private String row(Task task, String name, Fonts fonts, double variety) {
        List<Sample> samples = HeldOut.samples(HeldOut.PUBLISHED, task, fonts, count, variety).stream()
                .map(Sample::fitted)
                .toList();
        double share = (double) right(samples) / count;
        shares.put((task.title() + " " + name).strip(), share);
        return "%.1f %%".formatted(share * 100);
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
