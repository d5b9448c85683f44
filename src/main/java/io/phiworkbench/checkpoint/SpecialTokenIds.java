package io.phiworkbench.checkpoint;

import java.util.List;
import java.util.OptionalInt;

/**
 * The special token ids that a settings file names: beginning of text, ends of text (one id or several) and padding.
 */
public record SpecialTokenIds(OptionalInt bos, List<Integer> eos, OptionalInt pad) {
    public SpecialTokenIds {
        eos = List.copyOf(eos);
    }

    static SpecialTokenIds read(JsonFields json) {
        return new SpecialTokenIds(
                json.optionalInt("bos_token_id", 0),
                json.tokenIds("eos_token_id"),
                json.optionalInt("pad_token_id", 0));
    }
}
