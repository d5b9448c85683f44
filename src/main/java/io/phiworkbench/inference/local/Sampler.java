package io.phiworkbench.inference.local;

import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.local.grammar.OutputConstraint;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Chooses the next token from logits: among those that the answer's form allows, then repetition penalty, temperature, top-k, top-p and min-p in the order in which
 * transformers applies its processors, then one draw. The random sequence depends on the seed alone.
 */
final class Sampler {
    private final GenerationOptions options;
    private final SplittableRandom random;
    private final BitSet seen = new BitSet();
    private final Optional<OutputConstraint> constraint;

    /** Answers of any form. */
    Sampler(GenerationOptions options, long seed, TokenSequence prompt) {
        this(options, seed, prompt, Optional.empty());
    }

    /**
     * @param seed of the draws
     * @param prompt its tokens count as seen for the repetition penalty
     * @param constraint holds the answer to its form
     */
    Sampler(GenerationOptions options, long seed, TokenSequence prompt, Optional<OutputConstraint> constraint) {
        this.options = options;
        this.constraint = constraint;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < prompt.length(); i++) {
            if (prompt.id(i) >= 0) {
                seen.set(prompt.id(i));
            }
        }
    }

    /**
     * @param logits rows of {@code vocab} numbers; left as they are
     * @param row which of them
     * @param remaining how many tokens may still be written, this one included
     * @return the chosen token, which counts as seen from now on
     */
    int choose(float[] logits, int row, int vocab, int remaining) {
        float[] scores = Arrays.copyOfRange(logits, row * vocab, (row + 1) * vocab);
        penalise(scores);
        int chosen = constraint.isPresent()
                ? chooseAllowed(scores, constraint.get(), remaining)
                : options.isGreedy() ? best(scores) : draw(scores, candidates(scores));
        seen.set(chosen);
        return chosen;
    }

    private int chooseAllowed(float[] scores, OutputConstraint form, int remaining) {
        BitSet allowed = BitSet.valueOf(form.allowed(remaining));
        if (form.limited() && !allowed.get(best(scores, BitSet.valueOf(form.allowedWithoutLimit())))) {
            form.steer();
        }
        int chosen = options.isGreedy() ? best(scores, allowed) : draw(scores, candidates(scores, allowed));
        form.accept(chosen);
        return chosen;
    }

    /** The form of the answer, if it has to have one. */
    Optional<OutputConstraint> constraint() {
        return constraint;
    }

    private void penalise(float[] scores) {
        float penalty = (float) options.repetitionPenalty();
        if (penalty != 1) {
            seen.stream().filter(id -> id < scores.length).forEach(id -> {
                scores[id] = scores[id] > 0 ? scores[id] / penalty : scores[id] * penalty;
            });
        }
    }

    private static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The allowed token with the highest score, the one with the lowest id where several have it. */
    private static int best(float[] scores, BitSet allowed) {
        int best = allowed.nextSetBit(0);
        for (int i = best; i >= 0; i = allowed.nextSetBit(i + 1)) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    private int draw(float[] scores, int[] order) {
        double[] weights = new double[order.length];
        double largest = scores[order[0]];
        for (int i = 0; i < order.length; i++) {
            weights[i] = Math.exp((scores[order[i]] - largest) / options.temperature());
        }
        int kept = keep(weights);
        double rest = random.nextDouble() * Arrays.stream(weights, 0, kept).sum();
        for (int i = 0; i < kept - 1; i++) {
            rest -= weights[i];
            if (rest < 0) {
                return order[i];
            }
        }
        return order[kept - 1];
    }

    /** Token ids by falling score, cut to top-k; equal scores keep the order of their ids. */
    private int[] candidates(float[] scores) {
        long[] keyed = new long[scores.length];
        for (int i = 0; i < scores.length; i++) {
            keyed[i] = keyed(scores, i);
        }
        return candidates(keyed);
    }

    private int[] candidates(float[] scores, BitSet allowed) {
        return candidates(allowed.stream().mapToLong(i -> keyed(scores, i)).toArray());
    }

    private static long keyed(float[] scores, int id) {
        return (fallingKey(scores[id]) << 32) | id;
    }

    private int[] candidates(long[] keyed) {
        Arrays.sort(keyed);
        int count = options.topK() == 0 ? keyed.length : Math.min(options.topK(), keyed.length);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (int) keyed[i];
        }
        return order;
    }

    /** A signed 32-bit number that falls as {@code score} grows. */
    private static long fallingKey(float score) {
        int bits = Float.floatToIntBits(score);
        int rising = bits < 0 ? bits ^ 0x7FFFFFFF : bits;
        return ~rising;
    }

    /** How many of the candidates top-p and min-p leave, at least one. */
    private int keep(double[] weights) {
        double total = Arrays.stream(weights).sum();
        double cumulative = 0;
        int kept = 0;
        while (kept < weights.length && cumulative < options.topP() * total) {
            cumulative += weights[kept++];
        }
        if (options.topP() == 1) {
            kept = weights.length;
        }
        while (kept > 1 && weights[kept - 1] < options.minP() * weights[0]) {
            kept--;
        }
        return Math.max(1, kept);
    }
}
