package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Architecture;
import io.phiworkbench.checkpoint.Phi3Config;
import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.checkpoint.RopeScaling;
import io.phiworkbench.checkpoint.SpecialTokenIds;
import io.phiworkbench.checkpoint.VisionConfig;
import io.phiworkbench.checkpoint.VisionConfig.HdTransformOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Shapes of models that read pictures, for benchmarks with random weights. */
public enum VisionShape {
    /** Phi-3.5-mini's decoder behind CLIP ViT-L/14-336. */
    PHI_3_5_VISION("phi-3.5-vision", decoder(3072, 8192, 32, 32, 96), encoder(1024, 4096, 24, 16, 336)),
    /** The published encoder before a small decoder: the encoder alone, at every precision, in little memory. */
    VIT_L_14_336("vit-l-14-336", decoder(1024, 2816, 8, 16, 64), encoder(1024, 4096, 24, 16, 336)),
    /** Small enough for a quick try. */
    SMALL("small-vision", decoder(1024, 2816, 8, 16, 64), encoder(256, 1024, 4, 4, 112));

    private static final int VOCABULARY = 32064;
    private static final int CONTEXT = 8192;

    private final String label;
    private final Phi3VConfig config;

    VisionShape(String label, Phi3Config decoder, VisionConfig vision) {
        this.label = label;
        this.config = new Phi3VConfig(decoder, vision);
    }

    private static Phi3Config decoder(int hidden, int intermediate, int layers, int heads, int headDim) {
        return new Phi3Config(
                Architecture.PHI3_VISION,
                hidden,
                intermediate,
                layers,
                heads,
                heads,
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
                new SpecialTokenIds(OptionalInt.of(1), List.of(2), OptionalInt.empty()),
                Optional.empty());
    }

    private static VisionConfig encoder(int width, int intermediate, int layers, int heads, int imageSize) {
        return new VisionConfig(
                width, intermediate, layers, layers - 1, heads, 1e-5, imageSize, 14, HdTransformOrder.CROPS_FIRST);
    }

    /** The name on the command line. */
    public String label() {
        return label;
    }

    Phi3VConfig config() {
        return config;
    }

    /** The shape of this name, if there is one. */
    public static Optional<VisionShape> named(String label) {
        return Arrays.stream(values())
                .filter(shape -> shape.label.equals(label))
                .findFirst();
    }

    /** The names of all shapes. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(VisionShape::label).toList();
    }
}
