package io.phiworkbench.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What {@code generation_config.json} recommends. Everything is optional, the file too.
 *
 * @param specialTokens its token ids; generation ends at each of its {@code eos} ids
 * @param sample whether it asks for sampling ({@code do_sample}); greedy is the format's default
 * @param temperature recommended temperature
 * @param topK recommended top-k
 * @param topP recommended top-p
 * @param repetitionPenalty recommended repetition penalty
 */
public record GenerationDefaults(
        SpecialTokenIds specialTokens,
        boolean sample,
        OptionalDouble temperature,
        OptionalInt topK,
        OptionalDouble topP,
        OptionalDouble repetitionPenalty) {

    /** Reads the file, or returns what its absence means. */
    static GenerationDefaults readIfPresent(Path file) {
        if (!Files.exists(file)) {
            SpecialTokenIds none = new SpecialTokenIds(OptionalInt.empty(), List.of(), OptionalInt.empty());
            return new GenerationDefaults(
                    none,
                    false,
                    OptionalDouble.empty(),
                    OptionalInt.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty());
        }
        JsonFields json = JsonFields.read(file);
        return new GenerationDefaults(
                SpecialTokenIds.read(json),
                json.flag("do_sample", false),
                json.number("temperature", x -> x >= 0),
                json.optionalInt("top_k", 0),
                json.number("top_p", x -> x >= 0 && x <= 1),
                json.number("repetition_penalty", x -> x > 0));
    }
}
