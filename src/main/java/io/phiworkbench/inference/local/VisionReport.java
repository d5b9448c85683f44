package io.phiworkbench.inference.local;

import io.phiworkbench.inference.local.SpeedReport.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a benchmark with pictures measured.
 *
 * @param model the shape or checkpoint
 * @param precision of all weights, such as {@code int8}
 * @param encoderProducts what the encoder multiplies in, such as {@code fp32}
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param numCrops the most crops it may be cut in
 * @param crops that it was cut in, the global view not counted
 * @param pictureTokens what the picture costs
 * @param promptTokens of the first question, picture included
 * @param figures in the order of measurement
 * @param firstToSecond how many times longer the first question waits for its first token than the second one
 * @param memory of encoding alone
 * @param weightBytes all weights
 * @param encoderWeightBytes the image part's
 * @param cacheBytes keys and values of all sessions at the end
 * @param residentBytes of the process at the end
 */
public record VisionReport(
        String model,
        String precision,
        String encoderProducts,
        int width,
        int height,
        int numCrops,
        int crops,
        int pictureTokens,
        int promptTokens,
        List<Figure> figures,
        double firstToSecond,
        List<EncoderMemory> memory,
        long weightBytes,
        long encoderWeightBytes,
        long cacheBytes,
        long residentBytes) {
    public VisionReport {
        figures = List.copyOf(figures);
        memory = List.copyOf(memory);
    }

    /**
     * Memory of encoding one picture.
     *
     * @param inputs crops and global view
     * @param restingBytes resident before
     * @param peakBytes largest resident meanwhile; 0 where the system does not tell
     */
    public record EncoderMemory(int inputs, long restingBytes, long peakBytes) {
        /** What encoding took on top. */
        public long additionalBytes() {
            return Math.max(0, peakBytes - restingBytes);
        }
    }

    /** A table for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(text("%s, %s; the encoder multiplies in %s", model, precision, encoderProducts));
        lines.add(text(
                "%,d × %,d px, num_crops %d: %d crops and the global view, %,d tokens; the prompt has %,d",
                width, height, numCrops, crops, pictureTokens, promptTokens));
        figures.forEach(figure -> lines.add(line(figure)));
        lines.add(text("%-56s %9.1f ×", "first question / second question", firstToSecond));
        for (EncoderMemory m : memory) {
            String additional = m.peakBytes() == 0 ? "the system does not tell" : mega(m.additionalBytes());
            lines.add(text(
                    "%-56s %s", "memory of encoding " + m.inputs() + " crops, beyond the resting process", additional));
        }
        lines.add(text(
                "memory: weights %.2f GB (encoder %.2f GB), keys and values %.2f GB, resident %.2f GB",
                weightBytes / 1e9, encoderWeightBytes / 1e9, cacheBytes / 1e9, residentBytes / 1e9));
        return lines;
    }

    static String line(Figure figure) {
        return text(
                "%-56s %9.3f %-4s [%.3f to %.3f]",
                figure.name(), figure.median(), figure.unit(), figure.min(), figure.max());
    }

    private static String mega(long bytes) {
        return text("%.0f MB", bytes / 1e6);
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
