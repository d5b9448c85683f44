package io.phiworkbench.demo;

import io.phiworkbench.analysis.ChartReader;
import io.phiworkbench.analysis.ChartReading;
import io.phiworkbench.analysis.ChartTable;
import io.phiworkbench.analysis.TableFault;
import io.phiworkbench.inference.ImageInput;
import java.util.List;

/**
 * How drawn bar charts came back from the chart workspace's own reader.
 *
 * @param exact charts whose table is the drawn one
 * @param values bars of all charts
 * @param rightValues bars that stand in the table at their place with their label and their value
 */
record ChartScore(int charts, int exact, int values, int rightValues) {
    static final ChartScore NONE = new ChartScore(0, 0, 0, 0);

    static ChartScore of(ChartReader reader, List<Sample> samples) {
        return samples.stream().map(sample -> of(reader, sample)).reduce(NONE, ChartScore::plus);
    }

    private static ChartScore of(ChartReader reader, Sample sample) {
        ImageInput picture =
                ImageInput.of("drawn", Evaluation.png(sample.pictures().getFirst()));
        return of(drawn(sample), reader.read(picture, _ -> {}));
    }

    private static ChartTable drawn(Sample sample) {
        try {
            return ChartTable.parse(sample.turns().getFirst().answer());
        } catch (TableFault e) {
            throw new IllegalStateException("a drawn chart has no table", e);
        }
    }

    /** What came back as no table has no value right. */
    private static ChartScore of(ChartTable drawn, ChartReading reading) {
        List<List<String>> read = reading instanceof ChartReading.Read chart
                ? chart.chart().table().rows()
                : List.of();
        int right = 0;
        for (int i = 0; i < Math.min(drawn.rows().size(), read.size()); i++) {
            right += drawn.rows().get(i).equals(read.get(i)) ? 1 : 0;
        }
        return new ChartScore(1, drawn.rows().equals(read) ? 1 : 0, drawn.rows().size(), right);
    }

    ChartScore plus(ChartScore other) {
        return new ChartScore(
                charts + other.charts,
                exact + other.exact,
                values + other.values,
                rightValues + other.rightValues);
    }

    double exactShare() {
        return (double) exact / charts;
    }

    double valueShare() {
        return (double) rightValues / values;
    }

    @Override
    public String toString() {
        return "%d of %d charts exact (%.1f %%), %d of %d values right (%.2f %%)"
                .formatted(exact, charts, 100 * exactShare(), rightValues, values, 100 * valueShare());
    }
}
