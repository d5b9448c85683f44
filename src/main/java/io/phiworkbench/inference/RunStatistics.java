package io.phiworkbench.inference;

import java.time.Duration;
import java.util.Map;

/**
 * Figures of one run.
 *
 * @param phases time spent by phase; phases that did not occur are absent
 * @param promptTokens length of the prompt, pictures included
 * @param imageTokens how many of them are picture features
 * @param reusedTokens how many of them were still in the cache
 * @param generatedTokens tokens produced
 * @param timeToFirstToken from the start of the run (not of its queueing) to the first token
 * @param draftedTokens tokens that prompt lookup proposed
 * @param acceptedTokens proposed tokens that the model confirmed
 * @param memory memory at the end of the run
 */
public record RunStatistics(
        Map<Phase, Duration> phases,
        int promptTokens,
        int imageTokens,
        int reusedTokens,
        int generatedTokens,
        Duration timeToFirstToken,
        int draftedTokens,
        int acceptedTokens,
        MemoryFigures memory) {

    public RunStatistics {
        phases = Map.copyOf(phases);
    }

    /** Newly computed prompt tokens a second, 0 if none were computed. */
    public double prefillTokensPerSecond() {
        return rate(promptTokens - reusedTokens, phases.getOrDefault(Phase.PREFILL, Duration.ZERO));
    }

    /** Tokens a second after the first one, 0 with fewer than two. */
    public double decodeTokensPerSecond() {
        return rate(generatedTokens - 1, phases.getOrDefault(Phase.DECODE, Duration.ZERO));
    }

    private static double rate(int tokens, Duration time) {
        return tokens <= 0 || time.isZero() ? 0 : tokens / (time.toNanos() / 1e9);
    }
}
