package io.phiworkbench.inference.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a speed benchmark measured.
 *
 * @param model the shape or checkpoint
 * @param precision such as {@code int8}
 * @param threads of one operator
 * @param weightBytes all weights
 * @param stepBytes weights that decoding one token reads: all but the embedding
 * @param cacheBytes keys and values of the largest session measured
 * @param residentBytes of the process at the end
 * @param peakResidentBytes largest of the process
 * @param figures in the order of measurement
 */
public record SpeedReport(
        String model,
        String precision,
        int threads,
        long weightBytes,
        long stepBytes,
        long cacheBytes,
        long residentBytes,
        long peakResidentBytes,
        List<Figure> figures) {
    public SpeedReport {
        figures = List.copyOf(figures);
    }

    /**
     * Repeated measurements of one thing.
     *
     * @param name what was measured
     * @param unit such as {@code tok/s}
     */
    public record Figure(String name, String unit, double median, double min, double max) {
        static Figure of(String name, String unit, double... values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int middle = sorted.length / 2;
            double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
            return new Figure(name, unit, median, sorted[0], sorted[sorted.length - 1]);
        }
    }

    /** A table for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s, %s, %d threads".formatted(model, precision, threads));
        for (Figure figure : figures) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-44s %9.2f %-6s [%.2f to %.2f]",
                    figure.name(),
                    figure.median(),
                    figure.unit(),
                    figure.min(),
                    figure.max()));
        }
        lines.add(String.format(
                Locale.ROOT,
                "memory: weights %.2f GB, cache %.2f GB, resident %.2f GB (peak %.2f GB)",
                weightBytes / 1e9,
                cacheBytes / 1e9,
                residentBytes / 1e9,
                peakResidentBytes / 1e9));
        return lines;
    }
}
