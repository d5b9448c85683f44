package io.phiworkbench.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** How rotary positions are scaled beyond the length the model was first trained for. */
public sealed interface RopeScaling {
    /** Plain rotary positions. */
    record None() implements RopeScaling {}

    /**
     * LongRoPE (Ding et al., 2024; called {@code su} in the first releases). Inverse frequency {@code i} is divided by
     * {@code factors[i]}, and cosine and sine are multiplied by the attention factor. The long set holds if and only if
     * the sequence is longer than {@link ModelConfig#originalMaxPositions}, and then for every position.
     *
     * @param shortFactors one factor for each of the {@code rotaryDim / 2} frequencies
     * @param longFactors as many, for the extended context
     * @param shortAttentionFactor multiplies cosine and sine with the short set
     * @param longAttentionFactor multiplies cosine and sine with the long set
     */
    record LongRope(
            List<Double> shortFactors,
            List<Double> longFactors,
            double shortAttentionFactor,
            double longAttentionFactor)
            implements RopeScaling {
        public LongRope {
            shortFactors = List.copyOf(shortFactors);
            longFactors = List.copyOf(longFactors);
        }
    }

    /**
     * Reads {@code rope_scaling}. The attention factor is {@code sqrt(1 + ln(max/original) / ln(original))} for both
     * sets unless the file gives its own ({@code short_mscale} and {@code long_mscale}, or {@code attention_factor}).
     *
     * @param config the whole config; no {@code rope_scaling} in it means none
     * @param rotaryDim width of the part of a head that is rotated
     */
    static RopeScaling read(JsonFields config, int rotaryDim, int maxPositions, int originalMaxPositions) {
        JsonFields json = config.object("rope_scaling").orElse(null);
        if (json == null) {
            return new None();
        }
        String type = json.text("type").or(() -> json.text("rope_type")).orElseThrow(() -> json.missing("type"));
        return switch (type) {
            case "default" -> new None();
            case "su", "longrope" -> longRope(json, rotaryDim / 2, maxPositions, originalMaxPositions);
            default -> throw json.unsupported("type", FieldFault.OTHER_TEXTS, type, "su, longrope, none");
        };
    }

    private static LongRope longRope(JsonFields json, int frequencies, int maxPositions, int originalMaxPositions) {
        double factor =
                json.number("attention_factor", x -> x > 0).orElse(attentionFactor(maxPositions, originalMaxPositions));
        OptionalDouble shortMscale = json.number("short_mscale", x -> x > 0);
        OptionalDouble longMscale = json.number("long_mscale", x -> x > 0);
        return new LongRope(
                factors(json, "short_factor", frequencies),
                factors(json, "long_factor", frequencies),
                shortMscale.orElse(factor),
                longMscale.orElse(factor));
    }

    private static double attentionFactor(int maxPositions, int originalMaxPositions) {
        if (maxPositions <= originalMaxPositions) {
            return 1;
        }
        return Math.sqrt(1 + Math.log((double) maxPositions / originalMaxPositions) / Math.log(originalMaxPositions));
    }

    private static List<Double> factors(JsonFields json, String name, int frequencies) {
        List<Double> factors = json.positives(name);
        if (factors.size() != frequencies) {
            throw json.invalid(name, FieldFault.OTHER_FACTORS, factors.size(), frequencies);
        }
        return factors;
    }

    /**
     * Reads {@code original_max_position_embeddings} from where the releases put it: beside {@code
     * max_position_embeddings} or in the scaling. Without scaling it may be absent; where it is greater than the
     * context length, as a default written out by a tool, it has no effect and is taken for the context length.
     */
    static int originalMaxPositions(JsonFields config, int maxPositions) {
        String name = "original_max_position_embeddings";
        Optional<JsonFields> scaling = config.object("rope_scaling");
        OptionalInt original = config.optionalInt(name, 2);
        if (original.isEmpty() && scaling.isPresent()) {
            original = scaling.get().optionalInt(name, 2);
        }
        if (original.isEmpty() && scaling.filter(s -> s.has("long_factor")).isPresent()) {
            throw config.missing(name);
        }
        return Math.min(original.orElse(maxPositions), maxPositions);
    }
}
