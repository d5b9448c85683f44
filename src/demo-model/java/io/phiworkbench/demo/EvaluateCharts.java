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

/**
 * Prints how many values of drawn bar charts come back rightly from the chart workspace. Arguments: the checkpoint's
 * folder, charts (300), the seed (that of the card's figures), then {@code publish} to write the shares of values into
 * {@code accuracy.json} in the folder.
 */
public final class EvaluateCharts {
    private static final int LOT = 30;

    private EvaluateCharts() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "assets/models/phi-demo");
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 300;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : HeldOut.PUBLISHED;
        boolean publishing = List.of(args).contains("publish");
        try (ChatModel model =
                new LocalModelLoader().load(folder, LoadOptions.auto().withThreads(1), _ -> {}, () -> false)) {
            var reader = new ChartReader(model, ModelPrompts.of(folder), OptionalInt.empty());
            double trained = measure("trained", reader, HeldOut.samples(seed, Task.CSV, Fonts.trained(), count));
            double unseen = measure("unseen", reader, HeldOut.samples(seed, Task.CSV, Fonts.unseen(), count));
            if (publishing) {
                AccuracyFile.update(
                        folder,
                        Map.of(
                                AccuracyFile.CHART_VALUES + "trained", trained,
                                AccuracyFile.CHART_VALUES + "unseen", unseen));
            }
        }
    }

    /** Also the worst of all lots as large as somebody would try by hand. */
    private static double measure(String fonts, ChartReader reader, List<Sample> samples) {
        ChartScore all = ChartScore.NONE;
        ChartScore worst = null;
        for (int from = 0; from < samples.size(); from += LOT) {
            ChartScore lot = ChartScore.of(reader, samples.subList(from, Math.min(samples.size(), from + LOT)));
            all = all.plus(lot);
            worst = worst == null || lot.valueShare() < worst.valueShare() ? lot : worst;
        }
        System.out.println(fonts + " fonts: " + all + "; worst lot of " + LOT + ": " + worst);
        return all.valueShare();
    }
}
