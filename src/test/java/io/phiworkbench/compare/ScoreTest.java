package io.phiworkbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void whiteSpaceIsNoDifference() {
        assertThat(Score.of("MILK 3\nBREAD 2", " MILK  3 BREAD 2\n", 0).exact()).isTrue();
        assertThat(Score.of("MILK 3", "milk 3", 0).exact()).isFalse();
    }

    @Test
    void anAnswerMayHoldMoreThanWasExpected() {
        Score score = Score.of("Paris", "It is PARIS.", 0);
        assertThat(score.exact()).isFalse();
        assertThat(score.contains()).isTrue();
    }

    @Test
    void theErrorRateCountsChangedMissingAndNeedlessCharacters() {
        assertThat(Score.of("kitten", "sitting", 0).characterErrorRate()).isCloseTo(3 / 6.0, within(1e-12));
        assertThat(Score.of("ab", "", 0).characterErrorRate()).isEqualTo(1);
        assertThat(Score.of("", "", 0).characterErrorRate()).isZero();
        assertThat(Score.of("😀b", "😁b", 0).characterErrorRate()).isEqualTo(0.5);
        assertThat(Score.of("a", "abcd", 0).characterErrorRate()).isEqualTo(3);
    }

    @Test
    void aNumberMayBeOffByTheTolerance() {
        assertThat(Score.of("100", "about 99 apples", 0.01).number()).contains(true);
        assertThat(Score.of("100", "about 98 apples", 0.01).number()).contains(false);
        assertThat(Score.of("1,200", "In all: 1200.", 0).number()).contains(true);
        assertThat(Score.of("-3", "-3", 0).number()).contains(true);
        assertThat(Score.of("-3", "3", 0.5).number()).contains(false);
        assertThat(Score.of("2 million", "2.0 million people", 0).number()).contains(true);
        assertThat(Score.of("5", "none", 0.01).number()).contains(false);
        assertThat(Score.of("five", "5", 0.01).number()).isEmpty();
    }
}
