package io.phiworkbench.ui.compare;

import io.phiworkbench.compare.ComparedModel;
import io.phiworkbench.compare.ComparisonReport;
import io.phiworkbench.compare.ComparisonResult;
import io.phiworkbench.compare.Outcome;
import io.phiworkbench.compare.PromptSet;
import io.phiworkbench.compare.Question;
import io.phiworkbench.compare.Score;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.RunFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run, ended or under way.
 *
 * @param id tells runs apart
 * @param problems of the prompt set
 */
record LastRun(String id, Plan plan, List<Question> questions, List<PromptSet.Problem> problems) {
    /** As a part of the expected number, as the command line has it where nothing is said. */
    private static final double TOLERANCE = 0.01;

    /** What is known so far; what is not answered counts as stopped. */
    ComparisonReport report(PaneViewModel against) {
        Map<String, List<Outcome>> outcomes = new HashMap<>();
        plan.panes().forEach((label, pane) -> outcomes.put(label, outcomes(pane)));
        ComparedModel first = plan.plan().models().stream()
                .filter(m -> plan.panes().get(m.label()) == against)
                .findFirst()
                .orElse(plan.plan().models().getFirst());
        return new ComparisonReport(new ComparisonResult(plan.plan(), questions, outcomes), problems, first, TOLERANCE);
    }

    /** How right a pane's answer is; absent where nothing was expected or nothing has come in. */
    Optional<Score> score(PaneViewModel pane, Question question) {
        int place = questions.indexOf(question);
        return pane.outcome(place)
                .flatMap(_ -> plan.plan().models().stream()
                        .filter(m -> plan.panes().get(m.label()) == pane)
                        .findFirst()
                        .flatMap(m -> report(pane).score(m, place)));
    }

    private List<Outcome> outcomes(PaneViewModel pane) {
        return java.util.stream.IntStream.range(0, questions.size())
                .mapToObj(i -> pane.outcome(i).orElseGet(() -> new Outcome.Failed(Failure.of(RunFault.STOPPED), false)))
                .toList();
    }
}
