package io.phiworkbench.demo;

/** What the demonstration model learns. */
public enum Task {
    FACT,
    COPY,
    UPPER,
    SUM,
    WORD,
    NUMBER,
    LINES,
    HIGHEST,
    VALUE,
    CSV,
    COMPARE,
    COMPARE_CHARTS
}
