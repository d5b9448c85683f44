package io.phiworkbench.inference;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

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
        return changed(draft -> draft.maxTokens = value);
    }

    public GenerationOptions withTemperature(double value) {
        return changed(draft -> draft.temperature = value);
    }

    public GenerationOptions withTopK(int value) {
        return changed(draft -> draft.topK = value);
    }

    public GenerationOptions withTopP(double value) {
        return changed(draft -> draft.topP = value);
    }

    public GenerationOptions withMinP(double value) {
        return changed(draft -> draft.minP = value);
    }

    public GenerationOptions withRepetitionPenalty(double value) {
        return changed(draft -> draft.repetitionPenalty = value);
    }

    public GenerationOptions withSeed(long value) {
        return changed(draft -> draft.seed = OptionalLong.of(value));
    }

    /** With a fresh seed for every run. */
    public GenerationOptions withoutSeed() {
        return changed(draft -> draft.seed = OptionalLong.empty());
    }

    public GenerationOptions withStop(List<String> value) {
        return changed(draft -> draft.stop = value);
    }

    public GenerationOptions withAlternatives(int value) {
        return changed(draft -> draft.alternatives = value);
    }

    public GenerationOptions withIgnoreEndOfText(boolean value) {
        return changed(draft -> draft.ignoreEndOfText = value);
    }

    public GenerationOptions withPromptLookup(boolean value) {
        return changed(draft -> draft.promptLookup = value);
    }

    public GenerationOptions withNumCrops(OptionalInt value) {
        return changed(draft -> draft.numCrops = value);
    }

    public GenerationOptions withLongFactors(boolean value) {
        return changed(draft -> draft.longFactors = value);
    }

    public GenerationOptions withFormat(OutputFormat value) {
        return changed(draft -> draft.format = value);
    }

    private GenerationOptions changed(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The same settings while one of them changes. */
    private static final class Draft {
        private int maxTokens;
        private double temperature;
        private int topK;
        private double topP;
        private double minP;
        private double repetitionPenalty;
        private OptionalLong seed;
        private List<String> stop;
        private int alternatives;
        private boolean ignoreEndOfText;
        private boolean promptLookup;
        private OptionalInt numCrops;
        private boolean longFactors;
        private OutputFormat format;

        Draft(GenerationOptions from) {
            maxTokens = from.maxTokens;
            temperature = from.temperature;
            topK = from.topK;
            topP = from.topP;
            minP = from.minP;
            repetitionPenalty = from.repetitionPenalty;
            seed = from.seed;
            stop = from.stop;
            alternatives = from.alternatives;
            ignoreEndOfText = from.ignoreEndOfText;
            promptLookup = from.promptLookup;
            numCrops = from.numCrops;
            longFactors = from.longFactors;
            format = from.format;
        }

        GenerationOptions options() {
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
                    format);
        }
    }
}
