package io.phiworkbench.ui.compare;

import io.phiworkbench.inference.RunStatistics;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import java.text.NumberFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** The figures of a pane's run, each with a bar as long as it is beside the largest of all panes. */
final class FigureBars extends GridPane {
    private static final List<Figure> FIGURES = List.of(
            new Figure(
                    "compare.first",
                    r -> r.timeToFirstToken().toNanos() / 1e9,
                    s -> Figures.seconds(java.time.Duration.ofNanos(Math.round(s * 1e9)))),
            new Figure("compare.speed", RunStatistics::decodeTokensPerSecond, Figures::rate),
            new Figure("compare.tokens", RunStatistics::generatedTokens, FigureBars::count),
            new Figure(
                    "compare.memory",
                    r -> r.memory().weights() + r.memory().keyValueCache(),
                    b -> Figures.bytes(Math.round(b))));

    private final List<Label> values =
            FIGURES.stream().map(_ -> Nodes.label("", "compare-figure")).toList();
    private final List<ProgressBar> bars =
            FIGURES.stream().map(_ -> new ProgressBar(0)).toList();

    /**
     * @param key of its name in the texts
     * @param of reads it
     * @param text shows it; not asked where it is 0, which means that it is not known
     */
    private record Figure(String key, ToDoubleFunction<RunStatistics> of, DoubleFunction<String> text) {}

    FigureBars() {
        getStyleClass().add("compare-figures");
        ColumnConstraints names = new ColumnConstraints();
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        ColumnConstraints numbers = new ColumnConstraints();
        getColumnConstraints().setAll(names, wide, numbers);
        for (int i = 0; i < FIGURES.size(); i++) {
            bars.get(i).setMaxWidth(Double.MAX_VALUE);
            bars.get(i).getStyleClass().add("compare-bar");
            Label name = Nodes.label(Messages.text(FIGURES.get(i).key()), "compare-figure-name");
            // The grid, and with it the pane, is at least as wide as its words and numbers.
            name.setMinWidth(USE_PREF_SIZE);
            values.get(i).setMinWidth(USE_PREF_SIZE);
            addRow(i, name, bars.get(i), values.get(i));
        }
    }

    /**
     * Shows a run beside those of all panes.
     *
     * @param run null while there is none
     * @param all of the panes; nulls count for nothing
     */
    void show(RunStatistics run, List<RunStatistics> all) {
        for (int i = 0; i < FIGURES.size(); i++) {
            Figure figure = FIGURES.get(i);
            double value = run == null ? 0 : figure.of().applyAsDouble(run);
            double largest = all.stream()
                    .filter(Objects::nonNull)
                    .mapToDouble(figure.of())
                    .max()
                    .orElse(0);
            String text = value > 0 ? figure.text().apply(value) : "–";
            values.get(i).setText(text);
            bars.get(i).setProgress(value > 0 ? value / largest : 0);
            bars.get(i).setAccessibleText(Messages.text(figure.key()) + ": " + text);
        }
    }

    private static String count(double value) {
        return NumberFormat.getIntegerInstance(Messages.locale()).format(value);
    }
}
