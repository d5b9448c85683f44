package io.phiworkbench.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures a training's mean weights on held-out samples with the training graph, without exporting them: much quicker
 * than the engine, since an answer is right exactly when each of its tokens is the most probable after the right ones
 * before it. Argument: the training's folder.
 */
public final class Progress {
    private Progress() {}

    public static void main(String[] args) throws IOException {
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        ParameterLayout layout =
                new ParameterLayout(DemoShape.shipped(), CharacterVocabulary.SIZE, CharacterVocabulary.classes());
        TrainingState state = TrainingState.load(Path.of(args[0]).resolve("state.bin"));
        System.out.println("step " + state.step());
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                TrainingGraph graph = new TrainingGraph(manager, DemoShape.shipped(), layout);
                NDArray weights = manager.create(state.mean())) {
            for (Task task : Task.values()) {
                measure(graph, weights, task, HeldOut.samples(task, Fonts.trained(), count));
            }
        }
    }

    private static void measure(TrainingGraph graph, NDArray weights, Task task, List<Sample> samples) {
        Batch batch = new Batch.Maker().make(samples.stream()
                .map(Sample::fitted)
                .filter(s -> s.pictures().stream().allMatch(p -> p.width() == 2 * DemoShape.CROP && p.height() == DemoShape.CROP))
                .toList());
        TrainingGraph.Outcome outcome = graph.run(weights, batch, -1, 0, 0, 0);
        outcome.gradient().close();
        long right = batch.answers().stream().filter(a -> a.right(outcome.hits())).count();
        System.out.printf(
                "%-15s %5.1f %% of %d, token %.3f look %.3f patch %.3f cell %.3f%n",
                task,
                100.0 * right / batch.answers().size(),
                batch.answers().size(),
                outcome.losses()[0],
                outcome.losses()[1],
                outcome.losses()[2],
                outcome.losses()[3]);
    }
}
