package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Architecture;
import io.phiworkbench.checkpoint.Phi3Config;
import io.phiworkbench.checkpoint.RopeScaling;
import io.phiworkbench.checkpoint.SpecialTokenIds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Shapes of published models, for benchmarks with random weights (their {@code config.json} files). */
public enum ModelShape {
    PHI_3_MINI("phi-3-mini", 3072, 8192, 32, 32, 32, 96, 32064),
    PHI_3_5_MINI("phi-3.5-mini", 3072, 8192, 32, 32, 32, 96, 32064),
    PHI_3_MEDIUM("phi-3-medium", 5120, 17920, 40, 40, 10, 128, 32064),
    /** Small enough for a quick try and wide enough for the kernels of the large ones. */
    SMALL("small", 1024, 2816, 8, 16, 16, 64, 32064);

    private static final int CONTEXT = 4096;

    private final String label;
    private final Phi3Config config;

    ModelShape(String label, int hidden, int intermediate, int layers, int heads, int kvHeads, int headDim, int vocab) {
        this.label = label;
        this.config = new Phi3Config(
                Architecture.PHI3,
                hidden,
                intermediate,
                layers,
                heads,
                kvHeads,
                headDim,
                headDim,
                vocab,
                1e-5,
                10_000,
                CONTEXT,
                CONTEXT,
                OptionalInt.empty(),
                new RopeScaling.None(),
                false,
                new SpecialTokenIds(OptionalInt.of(1), List.of(2), OptionalInt.empty()),
                Optional.empty());
    }

    /** The name on the command line. */
    public String label() {
        return label;
    }

    Phi3Config config() {
        return config;
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
