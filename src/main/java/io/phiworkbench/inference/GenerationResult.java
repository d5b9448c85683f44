package io.phiworkbench.inference;

import java.util.List;

/**
 * A finished answer.
 *
 * @param text the whole text, equal to the tokens' texts in a row
 * @param tokens every token that was chosen, an end-of-text token excluded
 * @param record what repeats this run
 */
public record GenerationResult(
        String text, List<GeneratedToken> tokens, FinishReason reason, RunStatistics statistics, RunRecord record) {

    public GenerationResult {
        tokens = List.copyOf(tokens);
    }
}
