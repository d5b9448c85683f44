package io.phiworkbench.compare;

import io.phiworkbench.inference.RunStatistics;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a model's answers come to.
 *
 * @param answered how many questions it answered
 * @param failed how many it did not
 * @param exact share of the scored answers that are exact; absent where nothing was expected. Questions that failed
 *     count as wrong here and in the next three
 * @param contains share that holds what was expected
 * @param characterErrorRate mean; a failed question counts 1
 * @param number share of the numbers that are near enough; absent where none was expected
 * @param millisToFirstToken mean of the answers
 * @param tokensPerSecond mean of the answers with at least two tokens
 * @param memoryBytes most that weights and caches took
 */
public record ModelSummary(
        ComparedModel model,
        int answered,
        int failed,
        OptionalDouble exact,
        OptionalDouble contains,
        OptionalDouble characterErrorRate,
        OptionalDouble number,
        OptionalDouble millisToFirstToken,
        OptionalDouble tokensPerSecond,
        long memoryBytes) {

    static ModelSummary of(ComparedModel model, List<Outcome> outcomes, List<Score> scores) {
        List<RunStatistics> runs = outcomes.stream()
                .filter(Outcome.Answered.class::isInstance)
                .map(o -> ((Outcome.Answered) o).result().statistics())
                .toList();
        return new ModelSummary(
                model,
                runs.size(),
                outcomes.size() - runs.size(),
                scores.stream().mapToDouble(s -> s.exact() ? 1 : 0).average(),
                scores.stream().mapToDouble(s -> s.contains() ? 1 : 0).average(),
                scores.stream().mapToDouble(Score::characterErrorRate).average(),
                scores.stream()
                        .flatMap(s -> s.number().stream())
                        .mapToDouble(near -> near ? 1 : 0)
                        .average(),
                runs.stream()
                        .mapToDouble(r -> r.timeToFirstToken().toNanos() / 1e6)
                        .average(),
                runs.stream()
                        .mapToDouble(RunStatistics::decodeTokensPerSecond)
                        .filter(rate -> rate > 0)
                        .average(),
                runs.stream()
                        .mapToLong(r -> r.memory().weights() + r.memory().keyValueCache())
                        .max()
                        .orElse(0));
    }
}
