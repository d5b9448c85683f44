package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.local.SpeedReport.Figure;
import io.phiworkbench.inference.local.grammar.ConstraintCompiler;
import io.phiworkbench.text.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/**
 * Measures what it costs to hold answers to a form: the same prompt is gone on with, freely and held, by turns. "First"
 * is a run that still has to find out which tokens each state allows, as the first run of a form does.
 */
final class ConstraintBenchmark {
    private static final int PROMPT = 32;
    private static final int ANSWER = 96;
    /** A form that must be complete when the tokens run out ends a little before. */
    private static final double LONG_ENOUGH = 0.75;
    /** Prompts for each repetition, until the form lets an answer become that long. */
    private static final int TRIES = 8;

    private static final Map<String, OutputFormat> FORMATS = formats();

    private final Decoder decoder;
    private final ModelConfig config;
    private final Tokenizer tokenizer;
    private final int repetitions;

    ConstraintBenchmark(Decoder decoder, ModelConfig config, Tokenizer tokenizer, int repetitions) {
        this.decoder = decoder;
        this.config = config;
        this.tokenizer = tokenizer;
        this.repetitions = repetitions;
    }

    private static Map<String, OutputFormat> formats() {
        Map<String, OutputFormat> formats = new LinkedHashMap<>();
        formats.put("JSON of any content", OutputFormat.JSON);
        formats.put("JSON schema, receipt", new OutputFormat.JsonSchema("""
                {"type": "object", "required": ["shop", "date", "items", "total"], "additionalProperties": false,
                 "properties": {
                   "shop": {"type": "string", "maxLength": 40},
                   "date": {"type": "string", "format": "date"},
                   "items": {"type": "array", "minItems": 1, "maxItems": 20, "items": {
                     "type": "object", "required": ["name", "price"], "additionalProperties": false,
                     "properties": {"name": {"type": "string"}, "price": {"type": "number"}}}},
                   "total": {"type": "number"}, "currency": {"enum": ["EUR", "USD", "GBP"]}}}
                """));
        formats.put("table as CSV", new OutputFormat.Csv(1, 16));
        formats.put("chart: table or text", new OutputFormat.Csv(2, 16, true));
        formats.put("expression, free text", new OutputFormat.Pattern("[\\s\\S]*"));
        return formats;
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        FORMATS.forEach((name, format) -> measure(name, format, figures));
        return figures;
    }

    private void measure(String name, OutputFormat format, List<Figure> figures) {
        double[] free = new double[repetitions];
        double[] first = new double[repetitions];
        double[] again = new double[repetitions];
        int seed = 0;
        for (int i = 0; i < repetitions; i++) {
            ConstraintCompiler compiler;
            OptionalDouble cold;
            do {
                compiler = new ConstraintCompiler(
                        tokenizer.tokenBytes(), config.vocabSize(), tokenizer.dropsLeadingSpace(), Set.of());
                cold = rate(Optional.of(format), compiler, seed++);
            } while (cold.isEmpty() && seed < repetitions * TRIES);
            first[i] = measured(cold, name);
            again[i] = measured(rate(Optional.of(format), compiler, seed - 1), name);
            free[i] = measured(rate(Optional.empty(), compiler, seed - 1), name);
        }
        Figure plain = Figure.of("free, beside: " + name, "tok/s", free);
        Figure held = Figure.of("held to: " + name, "tok/s", again);
        Figure cold = Figure.of("held to, first run: " + name, "tok/s", first);
        figures.addAll(List.of(plain, held, cold));
        figures.add(Figure.of("cost of: " + name, "%", cost(plain, held)));
        figures.add(Figure.of("cost of, first run: " + name, "%", cost(plain, cold)));
    }

    private static double cost(Figure free, Figure held) {
        return 100 * (1 - held.median() / free.median());
    }

    private static double measured(OptionalDouble rate, String name) {
        return rate.orElseThrow(() -> new IllegalStateException(
                "every answer held to " + name + " was complete before it could be measured"));
    }

    /** Tokens a second after the first one; absent where the form was complete early, as {@code {}} is. */
    private OptionalDouble rate(Optional<OutputFormat> format, ConstraintCompiler compiler, int seed) {
        var random = new Random(seed);
        var text = new TokenSequence();
        random.ints(PROMPT, 0, config.vocabSize()).forEach(text::append);
        GenerationOptions options = GenerationOptions.greedy()
                .withMaxTokens(Math.min(ANSWER, config.maxPositions() - PROMPT - 1))
                .withIgnoreEndOfText(true)
                .withPromptLookup(false);
        var clock = new PhaseClock(_ -> {});
        try (var session = new Session(decoder, config.maxPositions())) {
            var generator = new TextGenerator(
                    session,
                    text,
                    options,
                    new Sampler(options, seed, text, format.map(f -> compiler.start(f, "", true, false))),
                    Set.of(),
                    new AnswerText(Optional.of(tokenizer), List.of(), text, false),
                    new TextGenerator.Limits(
                            config.vocabSize(), config.maxPositions(), config.originalMaxPositions(), Engine.CHUNK),
                    clock,
                    _ -> {},
                    () -> false);
            generator.run();
            double seconds = clock.spent().get(Phase.DECODE).toNanos() / 1e9;
            int written = generator.tokens().size();
            boolean complete = written < LONG_ENOUGH * options.maxTokens();
            return complete ? OptionalDouble.empty() : OptionalDouble.of((written - 1) / seconds);
        }
    }
}
