package io.phiworkbench.demo;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.local.LocalModelLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints how often a checkpoint answers held-out questions rightly, through the program's own engine, as the table of its
 * model card. Arguments: the checkpoint's folder, samples a task (300), and {@code wrong} to list wrong answers.
 */
public final class Evaluate {
    private static final List<Task> DRAWN = List.of(
            Task.WORD,
            Task.NUMBER,
            Task.LINES,
            Task.HIGHEST,
            Task.VALUE,
            Task.CSV,
            Task.COMPARE,
            Task.COMPARE_CHARTS);

    private Evaluate() {}

    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args.length > 0 ? args[0] : "assets/models/phi-demo");
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 300;
        boolean listing = args.length > 2 && args[2].equals("wrong");
        try (ChatModel model = new LocalModelLoader().load(folder, LoadOptions.auto(), progress -> {}, () -> false)) {
            System.out.println(
                    "| task | fonts | n | exact | character error rate | log-probability right | wrong |\n|---|---|---|---|---|---|---|");
            Evaluation evaluation = new Evaluation(model);
            for (Task task : Task.values()) {
                row(evaluation, task, "trained", Fonts.trained(), count, listing);
                if (DRAWN.contains(task)) {
                    row(evaluation, task, "unseen", Fonts.unseen(), count, listing);
                }
            }
        }
    }

    private static void row(Evaluation evaluation, Task task, String name, Fonts fonts, int count, boolean listing)
            throws InterruptedException {
        List<Evaluation.Answer> answers = evaluation.answers(HeldOut.samples(task, fonts, count));
        Evaluation.Score score = Evaluation.score(answers);
        System.out.printf(
                "| %s | %s | %d | %.1f %% | %.1f %% | %.3f | %.3f |%n",
                task.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                DRAWN.contains(task) ? name : "",
                score.count(),
                score.exact() * 100,
                score.characterErrorRate() * 100,
                score.rightLogProbability(),
                score.wrongLogProbability());
        if (listing) {
            answers.stream()
                    .filter(a -> !a.right())
                    .limit(10)
                    .forEach(a -> System.out.println("  " + a.sample().turns().getFirst().question() + " → " + a.text().replace("\n", "⏎") + " ("
                            + a.expected().replace("\n", "⏎") + ")"));
        }
    }
}
