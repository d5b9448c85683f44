package io.phiworkbench.analysis;

/** What became of a chart that was read. */
public sealed interface ChartReading {

    /** What the model wrote last. */
    String answer();

    /** How often it was asked for the table, 1 or 2. */
    int attempts();

    /** A table was read. */
    record Read(Chart chart, String answer, int attempts) implements ChartReading {}

    /**
     * The answer is no table, also after it was asked again.
     *
     * @param fault what is wrong with it, one line
     */
    record NotATable(String answer, String fault, int attempts) implements ChartReading {}
}
