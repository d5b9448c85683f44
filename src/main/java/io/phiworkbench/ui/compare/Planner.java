package io.phiworkbench.ui.compare;

import io.phiworkbench.compare.ComparedModel;
import io.phiworkbench.compare.ComparisonPlan;
import io.phiworkbench.models.MachineMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Makes plans of what the panes have chosen. */
record Planner(ModelChoices choices, Supplier<MachineMemory> memory) {

    /**
     * Absent while a pane has no model.
     *
     * @param stopped asked while models load
     */
    Optional<Plan> plan(List<PaneViewModel> panes, boolean inTurn, BooleanSupplier stopped) {
        MachineMemory now = memory.get();
        List<ComparedModel> models = new ArrayList<>();
        Map<String, PaneViewModel> of = new HashMap<>();
        Set<String> inMemory = new HashSet<>();
        for (PaneViewModel pane : panes) {
            Optional<Contestant> contestant = pane.contestant();
            if (contestant.isEmpty()) {
                return Optional.empty();
            }
            String label = free(choices.label(contestant.get(), now), of.keySet());
            of.put(label, pane);
            models.add(choices.compared(contestant.get(), label, now, stopped));
            if (choices.isInMemory(contestant.get())) {
                inMemory.add(label);
            }
        }
        ComparisonPlan made = inTurn
                ? ComparisonPlan.inTurn(models, now.available())
                : ComparisonPlan.asMemoryAllows(models, now.available());
        return Optional.of(new Plan(made, Map.copyOf(of), Set.copyOf(inMemory)));
    }

    /** The same model may be in several panes. */
    private static String free(String wanted, Set<String> taken) {
        String label = wanted;
        for (int n = 2; taken.contains(label); n++) {
            label = wanted + " (" + n + ")";
        }
        return label;
    }
}
