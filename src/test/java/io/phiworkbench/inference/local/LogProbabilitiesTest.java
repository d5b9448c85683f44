package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogProbabilitiesTest {
    private static final float[] LOGITS = {0, 0, 0, 1, 5, -2, 3, 90};

    @Test
    void probabilitiesOfARowSumToOne() {
        var row = new LogProbabilities(LOGITS, 0, 4);
        assertThat(IntStream.range(0, 4).mapToDouble(id -> Math.exp(row.of(id))).sum())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void listsTheBestFirst() {
        assertThat(new LogProbabilities(LOGITS, 1, 4).best(3)).containsExactly(3, 0, 2);
    }

    @Test
    void largeLogitsDoNotOverflow() {
        assertThat(new LogProbabilities(LOGITS, 1, 4).of(3)).isCloseTo(0, within(1e-12));
    }
}
