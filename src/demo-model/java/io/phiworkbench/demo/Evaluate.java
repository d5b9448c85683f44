package io.phiworkbench.demo;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.local.LocalModelLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints how often a checkpoint answers held-out questions rightly, through the program's own engine, as the tables of its
 * model card. Arguments: the checkpoint's folder, samples a task (300), then {@code wrong} to list wrong answers, {@code
 * publish} to write the figures to {@code accuracy.json} in the folder.
 */
public final class Evaluate {
    private final Evaluation evaluation;
    private final int count;
    private final boolean listing;
    private final Map<String, Double> figures = new TreeMap<>();

    private Evaluate(ChatModel model, int count, boolean listing) {
        this.evaluation = new Evaluation(model);
        this.count = count;
        this.listing = listing;
    }

    public static void main(String[] args) throws InterruptedException, IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "assets/models/phi-demo");
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 300;
        List<String> wishes = args.length > 2 ? List.of(args).subList(2, args.length) : List.of();
        try (ChatModel model = new LocalModelLoader().load(folder, LoadOptions.auto().withThreads(1), progress -> {}, () -> false)) {
            Evaluate evaluate = new Evaluate(model, count, wishes.contains("wrong"));
            evaluate.run();
            if (wishes.contains("publish")) {
                AccuracyFile.update(folder, evaluate.figures);
            }
        }
    }

    private void run() throws InterruptedException {
        System.out.println("| task | fonts | n | exact | character errors | mean log-probability right | wrong |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Task task : Task.values()) {
            if (task.drawn()) {
                row(task.title(), "trained", HeldOut.samples(task, Fonts.trained(), count));
                row(task.title(), "unseen", HeldOut.samples(task, Fonts.unseen(), count));
            } else {
                row(task.title(), "", HeldOut.samples(task, Fonts.trained(), count));
            }
        }
        row("word harder", "trained", HeldOut.harderWords(Fonts.trained(), count));
    }

    private void row(String title, String fonts, List<Sample> samples) throws InterruptedException {
        List<Evaluation.Answer> answers = evaluation.answers(samples);
        Evaluation.Score score = Evaluation.score(answers);
        System.out.println("| %s | %s | %d | %.1f %% | %.1f %% | %s | %s |"
                .formatted(
                        title,
                        fonts,
                        score.count(),
                        score.exact() * 100,
                        score.characterErrorRate() * 100,
                        logProbability(score.rightLogProbability()),
                        logProbability(score.wrongLogProbability())));
        String name = (title + " " + fonts).strip();
        figures.put(name, score.exact());
        figures.put(name + AccuracyFile.CHARACTER_ERRORS, score.characterErrorRate());
        if (listing) {
            answers.stream().filter(a -> !a.right()).limit(10).forEach(Evaluate::list);
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
