package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.GenerationOptions;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
    /** Probabilities 0.5, 0.25, 0.125, 0.125. */
    private static final float[] LOGITS = {
        (float) Math.log(0.125), (float) Math.log(0.5), (float) Math.log(0.25), (float) Math.log(0.125)
    };

    private static Sampler sampler(GenerationOptions options, int... prompt) {
        var sequence = new TokenSequence();
        IntStream.of(prompt).forEach(sequence::append);
        return new Sampler(options, 42, sequence);
    }

    private static TreeMap<Integer, Integer> draws(GenerationOptions options, int times) {
        Sampler sampler = sampler(options);
        var counts = new TreeMap<Integer, Integer>();
        for (int i = 0; i < times; i++) {
            counts.merge(sampler.choose(LOGITS, 0, 4, 1), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void greedyTakesTheMostLikely() {
        assertThat(sampler(GenerationOptions.greedy()).choose(LOGITS, 0, 4, 1)).isEqualTo(1);
    }

    @Test
    void readsTheRowItIsGiven() {
        float[] rows = {3, 1, 2, 0, 0, 0, 0, 9};
        assertThat(sampler(GenerationOptions.greedy()).choose(rows, 1, 4, 1)).isEqualTo(3);
    }

    @Test
    void temperatureOneDrawsByProbability() {
        var counts = draws(GenerationOptions.greedy().withTemperature(1), 20_000);
        assertThat(counts.get(1) / 20_000.0).isBetween(0.48, 0.52);
        assertThat(counts.get(2) / 20_000.0).isBetween(0.235, 0.265);
        assertThat(counts.get(0) / 20_000.0).isBetween(0.11, 0.14);
    }

    @Test
    void topKKeepsTheMostLikely() {
        assertThat(draws(GenerationOptions.greedy().withTemperature(1).withTopK(2), 500))
                .containsOnlyKeys(1, 2);
    }

    @Test
    void topPKeepsTheSmallestSetThatReachesIt() {
        assertThat(draws(GenerationOptions.greedy().withTemperature(1).withTopP(0.7), 500))
                .containsOnlyKeys(1, 2);
        assertThat(draws(GenerationOptions.greedy().withTemperature(1).withTopP(0.3), 500))
                .containsOnlyKeys(1);
    }

    @Test
    void minPComparesWithTheBest() {
        assertThat(draws(GenerationOptions.greedy().withTemperature(1).withMinP(0.4), 500))
                .containsOnlyKeys(1, 2);
    }

    @Test
    void sameSeedDrawsTheSame() {
        GenerationOptions options = GenerationOptions.greedy().withTemperature(1.5);
        assertThat(sequence(sampler(options))).isEqualTo(sequence(sampler(options)));
    }

    private static List<Integer> sequence(Sampler sampler) {
        return IntStream.range(0, 50)
                .map(i -> sampler.choose(LOGITS, 0, 4, 1))
                .boxed()
                .toList();
    }

    @Test
    void repetitionPenaltyWeakensWhatWasSeen() {
        GenerationOptions options = GenerationOptions.greedy().withRepetitionPenalty(3);
        assertThat(sampler(options, 1).choose(LOGITS, 0, 4, 1)).isEqualTo(2);
    }

    @Test
    void penalisesItsOwnChoicesToo() {
        Sampler sampler = sampler(GenerationOptions.greedy().withRepetitionPenalty(3));
        assertThat(sampler.choose(LOGITS, 0, 4, 1)).isEqualTo(1);
        assertThat(sampler.choose(LOGITS, 0, 4, 1)).isEqualTo(2);
    }

    @Test
    void negativeAndPositiveScoresAreOrderedRight() {
        float[] scores = {-5, -0.5f, 2, 3};
        assertThat(new Sampler(GenerationOptions.greedy().withTemperature(1).withTopK(1), 1, new TokenSequence())
                        .choose(scores, 0, 4, 1))
                .isEqualTo(3);
    }
}
