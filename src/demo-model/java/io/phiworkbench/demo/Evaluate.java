package io.phiworkbench.demo;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.local.LocalModelLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints how often a checkpoint answers held-out questions rightly, through the program's own engine, as the table of its
 * model card. Arguments: the checkpoint's folder, samples a task (300), then {@code wrong} to list wrong answers.
 */
public final class Evaluate {
    private final Evaluation evaluation;
    private final int count;
    private final boolean listing;

    private Evaluate(ChatModel model, int count, boolean listing) {
        this.evaluation = new Evaluation(model);
        this.count = count;
        this.listing = listing;
    }

    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args.length > 0 ? args[0] : "assets/models/phi-demo");
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 300;
        List<String> wishes = args.length > 2 ? List.of(args).subList(2, args.length) : List.of();
        try (ChatModel model = new LocalModelLoader().load(folder, LoadOptions.auto().withThreads(1), progress -> {}, () -> false)) {
            Evaluate evaluate = new Evaluate(model, count, wishes.contains("wrong"));
            evaluate.run();
        }
    }

    private void run() throws InterruptedException {
        System.out.println("| task | fonts | n | exact | character errors | mean log-probability right | wrong |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Task task : Task.values()) {
            row(task, task.drawn() ? "trained" : "", Fonts.trained());
            if (task.drawn()) {
                row(task, "unseen", Fonts.unseen());
            }
        }
    }

    private void row(Task task, String fontsTitle, Fonts fonts) throws InterruptedException {
        List<Evaluation.Answer> answers = evaluation.answers(HeldOut.samples(task, fonts, count));
        Evaluation.Score score = Evaluation.score(answers);
        System.out.println("| %s | %s | %d | %.1f %% | %.1f %% | %s | %s |"
                .formatted(
                        task.title(),
                        fontsTitle,
                        score.count(),
                        score.exact() * 100,
                        score.characterErrorRate() * 100,
                        logProbability(score.rightLogProbability()),
                        logProbability(score.wrongLogProbability())));
        if (listing) {
            new ArrayList<>(answers).stream().filter(a -> !a.right()).limit(10).forEach(Evaluate::list);
        }
    }

    private static String logProbability(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static void list(Evaluation.Answer answer) {
        System.out.println("    " + answer.sample().turns().getFirst().question() + " → "
                + answer.text().replace("\n", "⏎") + " (right: "
                + answer.expected().replace("\n", "⏎") + ")");
    }

}
