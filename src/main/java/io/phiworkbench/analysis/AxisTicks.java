package io.phiworkbench.analysis;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * Round numbers along an axis.
 *
 * @param low the first
 * @param high the last
 * @param step between them: 1, 2 or 5 times a power of ten
 */
record AxisTicks(double low, double high, double step) {
    private static final int ABOUT = 5;

    /** About five steps that cover a range. */
    static AxisTicks between(double least, double most) {
        double range = most > least ? most - least : Math.max(1, Math.abs(least));
        double raw = range / ABOUT;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = DoubleStream.of(1, 2, 5, 10)
                        .filter(s -> s * power >= raw * 0.999)
                        .findFirst()
                        .orElse(10)
                * power;
        return new AxisTicks(
                Math.floor(least / step + 1e-9) * step, Math.ceil((least + range) / step - 1e-9) * step, step);
    }

    double[] values() {
        long first = Math.round(low / step);
        long last = Math.round(high / step);
        // a quotient of whole numbers has no trailing digits, a product with 0.1 does
        return LongStream.rangeClosed(first, last)
                .mapToDouble(i -> step < 1 ? i / (double) Math.round(1 / step) : i * step)
                .toArray();
    }
}
