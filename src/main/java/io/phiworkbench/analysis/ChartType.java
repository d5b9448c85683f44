package io.phiworkbench.analysis;

import java.util.Locale;

/** The kinds of charts that are drawn again. */
public enum ChartType {
    BAR,
    LINE,
    PIE,
    SCATTER;

    /** The name on the command line and in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a name that is none */
    public static ChartType named(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
