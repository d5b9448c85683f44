package io.phiworkbench.inference.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far lower precisions are from fp32.
 *
 * @param model what was measured
 * @param tokens positions that each row compares
 * @param rows one a variant, precision and chunk size
 */
public record QualityReport(String model, int tokens, List<Row> rows) {
    public QualityReport {
        rows = List.copyOf(rows);
    }

    /**
     * @param variant what was planted in the checkpoint
     * @param text {@code random} tokens, or {@code own}: what the fp32 model writes
     * @param precision such as {@code int8}
     * @param chunk tokens of a prefill call
     * @param meanKl mean Kullback-Leibler divergence of the next-token distributions from fp32's, in nats
     * @param top1 share of positions with the same most likely token, 0 to 1
     */
    public record Row(String variant, String text, String precision, int chunk, double meanKl, double top1) {}

    /** A table for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(model + ", " + tokens + " positions against fp32");
        lines.add(String.format(
                "%-45s %-7s %-9s %5s %12s %8s", "checkpoint", "text", "precision", "chunk", "mean KL", "top-1"));
        for (Row row : rows) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-45s %-7s %-9s %5d %12.6f %7.2f%%",
                    row.variant(),
                    row.text(),
                    row.precision(),
                    row.chunk(),
                    row.meanKl(),
                    100 * row.top1()));
        }
        return lines;
    }
}
