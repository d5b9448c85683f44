package io.phiworkbench.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is loaded and unloaded in which order: rounds one after the other, the models of a round in memory together.
 *
 * @param rounds in order; each loads its models, lets them answer at once, and unloads them
 * @param available bytes that weights could take when the plan was made
 */
public record ComparisonPlan(List<Round> rounds, long available) {
    /** Part of the memory that models may fill together, as for a single model that is to be loaded. */
    private static final double FILLED = 0.9;

    public ComparisonPlan {
        rounds = List.copyOf(rounds);
        Set<String> labels = new HashSet<>();
        for (Round round : rounds) {
            for (ComparedModel model : round.models()) {
                if (!labels.add(model.label())) {
                    throw new IllegalArgumentException("two models are called " + model.label());
                }
            }
        }
    }

    /** Models that are in memory at the same time; at least one. */
    public record Round(List<ComparedModel> models) {
        public Round {
            models = List.copyOf(models);
        }

        /** Memory that they take together, those that cannot be told left out. */
        public long bytes() {
            return models.stream().mapToLong(m -> m.bytes().orElse(0)).sum();
        }
    }

    /**
     * As many at once as fit, in the order given. A model whose memory is unknown, and one that does not fit at all, has
     * a round of its own: its loader knows, and says, whether it can be loaded.
     */
    public static ComparisonPlan asMemoryAllows(List<ComparedModel> models, long available) {
        List<Round> rounds = new ArrayList<>();
        List<ComparedModel> together = new ArrayList<>();
        for (ComparedModel model : models) {
            List<ComparedModel> more = new ArrayList<>(together);
            more.add(model);
            boolean known = more.stream().allMatch(m -> m.bytes().isPresent());
            if (!together.isEmpty() && !(known && new Round(more).bytes() <= available * FILLED)) {
                rounds.add(new Round(together));
                more = List.of(model);
            }
            together = new ArrayList<>(more);
        }
        if (!together.isEmpty()) {
            rounds.add(new Round(together));
        }
        return new ComparisonPlan(rounds, available);
    }

    /** One after the other whatever fits, so that no model slows another down. */
    public static ComparisonPlan inTurn(List<ComparedModel> models, long available) {
        return new ComparisonPlan(
                models.stream().map(m -> new Round(List.of(m))).toList(), available);
    }

    /** All models in the order of loading. */
    public List<ComparedModel> models() {
        return rounds.stream().flatMap(r -> r.models().stream()).toList();
    }
}
