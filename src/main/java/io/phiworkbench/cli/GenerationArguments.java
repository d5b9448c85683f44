package io.phiworkbench.cli;

import io.phiworkbench.inference.GenerationOptions;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Settings of a run. */
final class GenerationArguments {
    /** With {@code --json}, as many likely tokens are reported at each place unless the user says otherwise. */
    private static final int JSON_ALTERNATIVES = 5;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-n", "--max-tokens"},
            paramLabel = "N",
            description = "Most tokens to write (default 1024).")
    private Integer maxTokens;

    @Option(
            names = {"-t", "--temperature"},
            paramLabel = "T",
            description = "0 for always the most likely token (default), higher for variety.")
    private Double temperature;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            description = "Choose among the K most likely tokens (default 0, all).")
    private Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = "Choose among the tokens of this probability (default 1).")
    private Double topP;

    @Option(
            names = "--min-p",
            paramLabel = "P",
            description = "Choose among tokens with at least this part of the best one's probability (default 0).")
    private Double minP;

    @Option(names = "--repetition-penalty", paramLabel = "R", description = "Above 1 discourages repeats (default 1).")
    private Double repetitionPenalty;

    @Option(names = "--seed", paramLabel = "S", description = "Same seed, same text.")
    private Long seed;

    @Option(names = "--stop", paramLabel = "TEXT", description = "End the answer before this text; repeatable.")
    private List<String> stop;

    @Option(
            names = "--alternatives",
            paramLabel = "N",
            description = "With --json: likely tokens reported at each place, 0 to 20 (default 5).")
    private Integer alternatives;

    @Option(names = "--ignore-eos", description = "Go on after the end of the text, for checks and benchmarks.")
    private boolean ignoreEndOfText;

    @Option(
            names = "--no-prompt-lookup",
            description = "Write token by token also where the answer repeats the prompt (same text, slower).")
    private boolean noPromptLookup;

    @Mixin
    private CropArguments crops;

    @Option(names = "--long-factors", description = "Use LongRoPE's long factors from the first token.")
    private boolean longFactors;

    @Mixin
    private FormatArguments format;

    /** What the command line says over the defaults: greedy, and with alternatives if the output is JSON. */
    GenerationOptions options(boolean json) {
        GenerationOptions defaults = GenerationOptions.greedy();
        return over(json ? defaults.withAlternatives(JSON_ALTERNATIVES) : defaults);
    }

    /**
     * What was given over other settings.
     *
     * @throws ParameterException for a value out of range
     */
    GenerationOptions over(GenerationOptions base) {
        try {
            GenerationOptions options = base.withMaxTokens(or(maxTokens, base.maxTokens()))
                    .withTemperature(or(temperature, base.temperature()))
                    .withTopK(or(topK, base.topK()))
                    .withTopP(or(topP, base.topP()))
                    .withMinP(or(minP, base.minP()))
                    .withRepetitionPenalty(or(repetitionPenalty, base.repetitionPenalty()))
                    .withStop(or(stop, base.stop()))
                    .withAlternatives(or(alternatives, base.alternatives()))
                    .withIgnoreEndOfText(ignoreEndOfText || base.ignoreEndOfText())
                    .withPromptLookup(!noPromptLookup && base.promptLookup())
                    .withNumCrops(crops.most().isPresent() ? crops.most() : base.numCrops())
                    .withLongFactors(longFactors || base.longFactors())
                    .withFormat(format.format().orElse(base.format()));
            return seed == null ? options : options.withSeed(seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private static <T> T or(T value, T fallback) {
        return value == null ? fallback : value;
    }
}
