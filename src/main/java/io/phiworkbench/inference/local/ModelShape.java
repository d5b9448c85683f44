package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Architecture;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.checkpoint.Phi3Config;
import io.phiworkbench.checkpoint.Phi3SmallConfig;
import io.phiworkbench.checkpoint.PhiMoeConfig;
import io.phiworkbench.checkpoint.RopeScaling;
import io.phiworkbench.checkpoint.SpecialTokenIds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Shapes of published models, for benchmarks with random weights (their {@code config.json} files). */
public enum ModelShape {
    PHI_3_MINI("phi-3-mini", phi3(3072, 8192, 32, 32, 32, 96)),
    PHI_3_5_MINI("phi-3.5-mini", phi3(3072, 8192, 32, 32, 32, 96)),
    PHI_3_MEDIUM("phi-3-medium", phi3(5120, 17920, 40, 40, 10, 128)),
    PHI_3_SMALL("phi-3-small", phi3Small()),
    PHI_3_5_MOE("phi-3.5-moe", moe(32)),
    /** As wide as the whole one and of 2 layers instead of 32, to fit on a desk. */
    PHI_3_5_MOE_2_LAYERS("phi-3.5-moe-2-layers", moe(2)),
    /** Small enough for a quick try and wide enough for the kernels of the large ones. */
    SMALL("small", phi3(1024, 2816, 8, 16, 16, 64));

    private static final int VOCABULARY = 32064;
    private static final int CONTEXT = 4096;

    private final String label;
    private final DecoderFamily family;

    ModelShape(String label, ModelConfig config) {
        this.label = label;
        this.family = DecoderFamily.of(config);
    }

    private static Phi3Config phi3(int hidden, int intermediate, int layers, int heads, int kvHeads, int headDim) {
        return new Phi3Config(
                Architecture.PHI3,
                hidden,
                intermediate,
                layers,
                heads,
                kvHeads,
                headDim,
                headDim,
                VOCABULARY,
                1e-5,
                10_000,
                CONTEXT,
                CONTEXT,
                OptionalInt.empty(),
                new RopeScaling.None(),
                false,
                specialTokens(),
                Optional.empty());
    }

    private static PhiMoeConfig moe(int layers) {
        return new PhiMoeConfig(
                4096,
                6400,
                layers,
                32,
                8,
                128,
                128,
                VOCABULARY,
                16,
                2,
                0.01,
                true,
                true,
                1e-5,
                10_000,
                CONTEXT,
                CONTEXT,
                OptionalInt.empty(),
                new RopeScaling.None(),
                false,
                specialTokens(),
                Optional.empty());
    }

    private static Phi3SmallConfig phi3Small() {
        return new Phi3SmallConfig(
                4096,
                14336,
                32,
                32,
                8,
                128,
                128,
                100352,
                OptionalDouble.of(20),
                1e-5,
                1_000_000,
                1,
                8192,
                8192,
                new RopeScaling.None(),
                OptionalInt.of(2),
                new Phi3SmallConfig.BlockSparse(64, 16, 8, false),
                new Phi3SmallConfig.Mup(10, 8, 1, true),
                List.of(),
                true,
                specialTokens(),
                Optional.empty());
    }

    private static SpecialTokenIds specialTokens() {
        return new SpecialTokenIds(OptionalInt.of(1), List.of(2), OptionalInt.empty());
    }

    /** The name on the command line. */
    public String label() {
        return label;
    }

    DecoderFamily family() {
        return family;
    }

    /**
     * @throws IllegalArgumentException if there is no such shape; those that are, are named
     */
    public static ModelShape named(String label) {
        return Arrays.stream(values())
                .filter(shape -> shape.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no shape \"" + label + "\"; there are "
                        + Arrays.stream(values()).map(ModelShape::label).collect(Collectors.joining(", "))));
    }
}
