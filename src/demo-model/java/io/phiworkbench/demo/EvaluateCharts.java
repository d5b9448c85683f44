package io.phiworkbench.demo;

import io.phiworkbench.analysis.ChartReader;
import io.phiworkbench.analysis.ModelPrompts;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.local.LocalModelLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Prints how many values of drawn bar charts come back rightly from the chart workspace. Arguments: the checkpoint's
 * folder, charts (300), the seed (that of the card's figures), then {@code publish} to write the shares of values into
 * {@code accuracy.json} in the folder.
 */
public final class EvaluateCharts {
    private EvaluateCharts() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "assets/models/phi-demo");
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 300;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : HeldOut.PUBLISHED;
        boolean publishing = List.of(args).contains("publish");
        try (ChatModel model =
                new LocalModelLoader().load(folder, LoadOptions.auto().withThreads(1), _ -> {}, () -> false)) {
            var reader = new ChartReader(model, ModelPrompts.of(folder), OptionalInt.empty());
            double trained = measure("trained", ChartScore.of(reader, samples(seed, Fonts.trained(), count)));
            double unseen = measure("unseen", ChartScore.of(reader, samples(seed, Fonts.unseen(), count)));
            if (publishing) {
                Map<String, Double> figures = new TreeMap<>(AccuracyFile.read(folder));
                figures.put(AccuracyFile.CHART_VALUES + "trained", trained);
                figures.put(AccuracyFile.CHART_VALUES + "unseen", unseen);
                AccuracyFile.write(folder, figures);
            }
        }
    }

    private static List<Sample> samples(long seed, Fonts fonts, int count) {
        return HeldOut.samples(seed, Task.CSV, fonts, count);
    }

    private static double measure(String fonts, ChartScore score) {
        System.out.println(fonts + " fonts: " + score);
        return score.valueShare();
    }
}
