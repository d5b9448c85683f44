package io.phiworkbench.analysis;

import io.phiworkbench.failure.Failure;

/** What became of a chart that was read. */
public sealed interface ChartReading {

    /** What the model wrote last. */
    String answer();

    /** How often it was asked for the table, 1 or 2. */
    int attempts();

    /** A table was read. */
    record Read(Chart chart, String answer, int attempts) implements ChartReading {}

    /**
     * The answer is no table, after it was asked again.
     *
     * @param fault what is wrong with it
     * @param attempts 1 where the first answer never ended, which asking again does not mend
     */
    record NotATable(String answer, Failure fault, int attempts) implements ChartReading {

        /** Whether the model wrote a line, or lines with nothing that parts cells, as it does where it sees no chart. */
        public boolean isNoChart() {
            return answer.strip().lines().count() <= 1 || answer.chars().noneMatch(c -> ",;|\t".indexOf(c) >= 0);
        }
    }
}
