package io.phiworkbench.ui.analysis;

import io.phiworkbench.analysis.Chart;
import io.phiworkbench.analysis.ChartType;
import io.phiworkbench.analysis.Quantity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.chart.BarChart;
import javafx.scene.chart.CategoryAxis;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.PieChart;
import javafx.scene.chart.ScatterChart;
import javafx.scene.chart.XYChart;

/** Draws a chart from its numbers. */
final class ChartPlot {
    private ChartPlot() {}

    /** @param colours of the original, as RGB; the theme's where there are fewer than series */
    static javafx.scene.chart.Chart of(Chart chart, List<Integer> colours) {
        javafx.scene.chart.Chart drawn = switch (chart.type()) {
            case PIE -> pie(chart);
            case BAR -> filled(new BarChart<>(categories(chart), values(chart)), chart);
            case LINE, SCATTER -> chart.table().hasNumericCategories() ? numeric(chart) : named(chart);
        };
        drawn.setAnimated(false);
        drawn.setTitle(chart.title().isEmpty() ? null : chart.title());
        drawn.setLegendVisible(chart.type() == ChartType.PIE || chart.series().size() > 1);
        drawn.setStyle(style(colours));
        return drawn;
    }

    /** Colours that come from data cannot stand in a style sheet. */
    private static String style(List<Integer> colours) {
        return IntStream.range(0, colours.size())
                .mapToObj(i -> "-color-chart-%d: #%06x;".formatted(i + 1, colours.get(i)))
                .collect(Collectors.joining());
    }

    private static CategoryAxis categories(Chart chart) {
        CategoryAxis axis = new CategoryAxis();
        axis.setAnimated(false);
        axis.setLabel(chart.xAxis().isEmpty() ? null : chart.xAxis());
        return axis;
    }

    private static NumberAxis values(Chart chart) {
        NumberAxis axis = new NumberAxis();
        axis.setAnimated(false);
        axis.setMinorTickVisible(false);
        axis.setLabel(chart.valueLabel().isEmpty() ? null : chart.valueLabel());
        return axis;
    }

    private static XYChart<String, Number> filled(XYChart<String, Number> drawn, Chart chart) {
        drawn.setVerticalGridLinesVisible(false);
        for (Chart.Series series : chart.series()) {
            XYChart.Series<String, Number> shown = new XYChart.Series<>();
            shown.setName(series.name());
            series.points().forEach(p -> shown.getData().add(new XYChart.Data<>(p.category(), p.value())));
            drawn.getData().add(shown);
        }
        return drawn;
    }

    private static XYChart<String, Number> named(Chart chart) {
        return filled(
                chart.type() == ChartType.LINE
                        ? new LineChart<>(categories(chart), values(chart))
                        : new ScatterChart<>(categories(chart), values(chart)),
                chart);
    }

    private static XYChart<Number, Number> numeric(Chart chart) {
        NumberAxis x = new NumberAxis();
        x.setAnimated(false);
        x.setForceZeroInRange(false);
        x.setLabel(chart.xAxis().isEmpty() ? null : chart.xAxis());
        XYChart<Number, Number> drawn = chart.type() == ChartType.LINE
                ? new LineChart<>(x, values(chart))
                : new ScatterChart<>(x, values(chart));
        for (Chart.Series series : chart.series()) {
            XYChart.Series<Number, Number> shown = new XYChart.Series<>();
            shown.setName(series.name());
            series.points().forEach(p -> shown.getData().add(new XYChart.Data<>(p.x(), p.value())));
            drawn.getData().add(shown);
        }
        return drawn;
    }

    private static PieChart pie(Chart chart) {
        PieChart drawn = new PieChart();
        chart.series().getFirst().points().stream()
                .filter(p -> p.value() > 0)
                .forEach(p -> drawn.getData()
                        .add(new PieChart.Data(p.category() + " " + Quantity.format(p.value()), p.value())));
        return drawn;
    }
}
