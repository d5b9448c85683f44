package io.phiworkbench.inference;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Settings of a run. Start from {@link #greedy()} or {@link #sampled()} and change what is wanted with the
 * {@code with…} methods.
 *
 * @param maxTokens most tokens to produce, at least 1
 * @param temperature 0 for greedy; else logits are divided by it
 * @param topK keep the k most likely tokens, 0 for all
 * @param topP keep the smallest set of tokens with at least this probability, in (0, 1]
 * @param minP keep tokens with at least this part of the best one's probability, in [0, 1]
 * @param repetitionPenalty divides positive and multiplies negative logits of tokens already seen, 1 for none
 * @param seed same seed, same text; absent: a fresh one, told in the {@link RunRecord}
 * @param stop strings that end the answer and are not part of it
 * @param alternatives how many likely tokens are reported at each place, 0 to 20; above 0, log-probabilities come too
 * @param ignoreEndOfText go on after end-of-text tokens, for benchmarks and checks
 * @param promptLookup verify n-grams of the prompt several at a time; same text, faster where answers repeat the prompt
 * @param numCrops upper limit of crops a picture, absent for the model's default
 * @param longFactors use LongRoPE's long factors from the start
 * @param format what form the answer must have
 */
public record GenerationOptions(
        int maxTokens,
        double temperature,
        int topK,
        double topP,
        double minP,
        double repetitionPenalty,
        OptionalLong seed,
        List<String> stop,
        int alternatives,
        boolean ignoreEndOfText,
        boolean promptLookup,
        OptionalInt numCrops,
        boolean longFactors,
        OutputFormat format) {

    public GenerationOptions {
        require(maxTokens >= 1, "max tokens must be at least 1, not " + maxTokens);
        require(temperature >= 0 && temperature <= 100, "temperature must be 0 to 100, not " + temperature);
        require(topK >= 0, "top-k must be 0 (off) or more, not " + topK);
        require(topP > 0 && topP <= 1, "top-p must be above 0 and at most 1, not " + topP);
        require(minP >= 0 && minP <= 1, "min-p must be 0 to 1, not " + minP);
        require(repetitionPenalty > 0, "the repetition penalty must be above 0, not " + repetitionPenalty);
        require(alternatives >= 0 && alternatives <= 20, "alternatives must be 0 to 20, not " + alternatives);
        require(numCrops.isEmpty() || numCrops.getAsInt() >= 1, "num_crops must be at least 1");
        Objects.requireNonNull(format);
        stop = stop.stream().filter(s -> !s.isEmpty()).toList();
    }

    /** Always the most likely token, up to 1,024 of them. */
    public static GenerationOptions greedy() {
        return new GenerationOptions(
                1024,
                0,
                0,
                1,
                0,
                1,
                OptionalLong.empty(),
                List.of(),
                0,
                false,
                true,
                OptionalInt.empty(),
                false,
                OutputFormat.TEXT);
    }

    /** Temperature 0.7 and top-p 0.95. */
    public static GenerationOptions sampled() {
        return greedy().withTemperature(0.7).withTopP(0.95);
    }

    public boolean isGreedy() {
        return temperature == 0;
    }

    public GenerationOptions withMaxTokens(int value) {
        return new GenerationOptions(
                value,
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                seed,
                stop,
                alternatives,
                ignoreEndOfText,
                promptLookup,
                numCrops,
                longFactors,
                format);
    }

    public GenerationOptions withTemperature(double value) {
        return new GenerationOptions(
                maxTokens,
                value,
                topK,
                topP,
                minP,
                repetitionPenalty,
                seed,
                stop,
                alternatives,
                ignoreEndOfText,
                promptLookup,
                numCrops,
                longFactors,
                format);
    }

    public GenerationOptions withTopK(int value) {
        return new GenerationOptions(
                maxTokens,
                temperature,
                value,
                topP,
                minP,
                repetitionPenalty,
                seed,
                stop,
                alternatives,
                ignoreEndOfText,
                promptLookup,
                numCrops,
                longFactors,
                format);
    }

    public GenerationOptions withTopP(double value) {
        return new GenerationOptions(
                maxTokens,
                temperature,
                topK,
                value,
                minP,
                repetitionPenalty,
                seed,
                stop,
                alternatives,
                ignoreEndOfText,
                promptLookup,
                numCrops,
                longFactors,
                format);
    }

    public GenerationOptions withMinP(double value) {
        return new GenerationOptions(
                maxTokens,
                temperature,
                topK,
                topP,
                value,
                repetitionPenalty,
                seed,
                stop,
                alternatives,
                ignoreEndOfText,
                promptLookup,
                numCrops,
                longFactors,
                format);
    }

    public GenerationOptions withRepetitionPenalty(double value) {
        return new GenerationOptions(
                maxTokens,
                temperature,
                topK,
                topP,
                minP,
                value,
                seed,
                stop,
                alternatives,
                ignoreEndOfText,
                promptLookup,
                numCrops,
                longFactors,
                format);
    }

    public GenerationOptions withSeed(long value) {
        return new GenerationOptions(
                maxTokens,
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                OptionalLong.of(value),
                stop,
                alternatives,
                ignoreEndOfText,
                promptLookup,
                numCrops,
                longFactors,
                format);
    }

    public GenerationOptions withStop(List<String> value) {
        return new GenerationOptions(
                maxTokens,
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                seed,
                value,
                alternatives,
                ignoreEndOfText,
                promptLookup,
                numCrops,
                longFactors,
                format);
    }

    public GenerationOptions withAlternatives(int value) {
        return new GenerationOptions(
                maxTokens,
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                seed,
                stop,
                value,
                ignoreEndOfText,
                promptLookup,
                numCrops,
                longFactors,
                format);
    }

    public GenerationOptions withIgnoreEndOfText(boolean value) {
        return new GenerationOptions(
                maxTokens,
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                seed,
                stop,
                alternatives,
                value,
                promptLookup,
                numCrops,
                longFactors,
                format);
    }

    public GenerationOptions withPromptLookup(boolean value) {
        return new GenerationOptions(
                maxTokens,
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                seed,
                stop,
                alternatives,
                ignoreEndOfText,
                value,
                numCrops,
                longFactors,
                format);
    }

    public GenerationOptions withNumCrops(OptionalInt value) {
        return new GenerationOptions(
                maxTokens,
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                seed,
                stop,
                alternatives,
                ignoreEndOfText,
                promptLookup,
                value,
                longFactors,
                format);
    }

    public GenerationOptions withLongFactors(boolean value) {
        return new GenerationOptions(
                maxTokens,
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                seed,
                stop,
                alternatives,
                ignoreEndOfText,
                promptLookup,
                numCrops,
                value,
                format);
    }

    public GenerationOptions withFormat(OutputFormat value) {
        return new GenerationOptions(
                maxTokens,
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                seed,
                stop,
                alternatives,
                ignoreEndOfText,
                promptLookup,
                numCrops,
                longFactors,
                value);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
