package io.phiworkbench.ui.compare;

import io.phiworkbench.compare.ComparedModel;
import io.phiworkbench.compare.ComparisonPlan;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A plan in words: what is loaded, what answers at once, what is unloaded, and in how much memory. */
final class PlanText {
    private PlanText() {}

    static String of(Plan plan) {
        List<String> steps = new ArrayList<>();
        for (ComparisonPlan.Round round : plan.plan().rounds()) {
            List<ComparedModel> loads =
                    round.models().stream().filter(m -> needsLoading(plan, m)).toList();
            List<ComparedModel> others =
                    round.models().stream().filter(m -> !loads.contains(m)).toList();
            if (!loads.isEmpty()) {
                steps.add(Messages.text("compare.plan.load", names(loads)));
            }
            if (!others.isEmpty()) {
                steps.add(others.stream()
                        .map(m -> Messages.text(
                                plan.inMemory().contains(m.label()) ? "compare.plan.there" : "compare.plan.remote",
                                m.label()))
                        .collect(Collectors.joining(", ")));
            }
            steps.add(
                    round.models().size() > 1
                            ? Messages.text(
                                    "compare.plan.together", round.models().size())
                            : Messages.text("compare.plan.run"));
            if (!loads.isEmpty()) {
                steps.add(Messages.text("compare.plan.unload"));
            }
        }
        return Messages.text("compare.plan", String.join("  →  ", steps), memory(plan));
    }

    private static boolean needsLoading(Plan plan, ComparedModel model) {
        return model.bytes().orElse(1) > 0 && !plan.inMemory().contains(model.label());
    }

    private static String names(List<ComparedModel> models) {
        return models.stream()
                .map(m -> m.bytes().isPresent()
                        ? Messages.text(
                                "compare.plan.model",
                                m.label(),
                                Figures.bytes(m.bytes().getAsLong()))
                        : m.label())
                .collect(Collectors.joining(" + "));
    }

    /** The most that is in memory at once, of what is free. */
    private static String memory(Plan plan) {
        long most = plan.plan().rounds().stream()
                .mapToLong(ComparisonPlan.Round::bytes)
                .max()
                .orElse(0);
        return Messages.text(
                "compare.plan.memory",
                Figures.bytes(most),
                Figures.bytes(plan.plan().available()));
    }
}
