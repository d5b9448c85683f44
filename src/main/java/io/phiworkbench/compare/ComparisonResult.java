package io.phiworkbench.compare;

import io.phiworkbench.chat.WordDifference;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All outcomes of a comparison.
 *
 * @param outcomes by the models' labels, for each its outcomes in the order of the questions
 */
public record ComparisonResult(ComparisonPlan plan, List<Question> questions, Map<String, List<Outcome>> outcomes) {
    public ComparisonResult {
        questions = List.copyOf(questions);
        outcomes = outcomes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
    }

    /** What became of a question, by its place, at a model. */
    public Outcome outcome(ComparedModel model, int question) {
        return outcomes.get(model.label()).get(question);
    }

    /** What a model wrote otherwise than the one it is held against, word by word; empty if one of them failed. */
    public List<WordDifference.Part> difference(ComparedModel against, ComparedModel model, int question) {
        return outcome(against, question) instanceof Outcome.Answered before
                        && outcome(model, question) instanceof Outcome.Answered after
                ? WordDifference.between(
                        before.result().text().strip(), after.result().text().strip())
                : List.of();
    }

    /** Whether any question failed at any model. */
    public boolean anyFailed() {
        return outcomes.values().stream().flatMap(List::stream).anyMatch(Outcome.Failed.class::isInstance);
    }

    /** Whether any model could not be loaded. */
    public boolean anyNotLoaded() {
        return outcomes.values().stream()
                .flatMap(List::stream)
                .anyMatch(o -> o instanceof Outcome.Failed failed && failed.loading());
    }
}
