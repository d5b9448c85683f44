package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptLookupTest {
    private static TokenSequence text(int... ids) {
        var sequence = new TokenSequence();
        IntStream.of(ids).forEach(sequence::append);
        return sequence;
    }

    @Test
    void proposesWhatFollowedTheSameWords() {
        assertThat(PromptLookup.propose(text(1, 2, 3, 4, 5, 9, 2, 3), 3)).containsExactly(4, 5, 9);
    }

    @Test
    void prefersTheLongestMatch() {
        assertThat(PromptLookup.propose(text(1, 2, 3, 7, 8, 2, 3, 6, 1, 2, 3), 1))
                .containsExactly(7);
    }

    @Test
    void proposesNothingForNewWords() {
        assertThat(PromptLookup.propose(text(1, 2, 3, 4), 8)).isEmpty();
    }

    @Test
    void neverProposesMoreThanTheLimit() {
        assertThat(PromptLookup.propose(text(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2), 2))
                .containsExactly(3, 4);
        assertThat(PromptLookup.propose(text(1, 2, 1, 2), 0)).isEmpty();
    }
}
