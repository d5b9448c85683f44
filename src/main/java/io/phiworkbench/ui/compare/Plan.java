package io.phiworkbench.ui.compare;

import io.phiworkbench.compare.ComparisonPlan;
import java.util.Map;
import java.util.Set;

/**
 * A plan with the panes that its models stand for.
 *
 * @param panes by their models' labels
 * @param inMemory labels of those that need no loading
 */
public record Plan(ComparisonPlan plan, Map<String, PaneViewModel> panes, Set<String> inMemory) {}
