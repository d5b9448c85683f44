package io.phiworkbench.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code config.json} says about a model, checked: sizes are positive and fit together, and everything that
 * changes the computation is either understood or refused.
 */
public sealed interface ModelConfig permits Phi3Config, Phi3VConfig, PhiMoeConfig, Phi3SmallConfig {
    /** Which graph the model needs. */
    Architecture architecture();

    /** Width of the residual stream. */
    int hiddenSize();

    /** Number of decoder layers. */
    int layers();

    /** Query heads in a layer. */
    int heads();

    /** Key and value heads in a layer; divides {@link #heads}. */
    int kvHeads();

    /** Width of one head. */
    int headDim();

    /** Leading part of a head that is rotated by its position. */
    int rotaryDim();

    /** Base of the rotary frequencies. */
    double ropeTheta();

    /** Positions are multiplied by this before they rotate. */
    default double ropePositionScale() {
        return 1;
    }

    /** Rows of the embedding and of the logits, unused ids included. */
    int vocabSize();

    /** Context length in tokens. */
    int maxPositions();

    /**
     * The context length before extension: up to it LongRoPE's short factors hold, beyond it the long ones. Equal to
     * {@link #maxPositions} where the model was not extended.
     */
    int originalMaxPositions();

    /** How positions are scaled. */
    RopeScaling ropeScaling();

    /**
     * Number of keys that a query sees, itself included, or empty when it sees all before it; a window that the
     * context length never exceeds counts as none.
     */
    OptionalInt slidingWindow();

    /** Whether the output matrix is the embedding matrix. */
    boolean tieWordEmbeddings();

    /** The ids of the special tokens that the config names. */
    SpecialTokenIds specialTokens();

    /** The type the weights were published in, when the config says so; the tensors themselves decide. */
    Optional<DType> torchDtype();

    /**
     * Reads a {@code config.json}.
     *
     * @throws CheckpointException when it is missing, is not JSON, lacks a needed field, contradicts itself or
     *     describes a model that is not supported
     */
    static ModelConfig read(Path file) {
        JsonFields json = JsonFields.read(file);
        return switch (architecture(file, json)) {
            case PHI3 -> Phi3Config.read(json, Architecture.PHI3);
            case PHI3_VISION -> Phi3VConfig.read(json);
            case PHI_MOE -> PhiMoeConfig.read(json);
            case PHI3_SMALL -> Phi3SmallConfig.read(json);
        };
    }

    private static Architecture architecture(Path file, JsonFields json) {
        List<String> names = json.texts("architectures");
        Optional<String> type = json.text("model_type");
        Optional<Architecture> known = names.isEmpty()
                ? type.flatMap(Architecture::ofModelType)
                : names.stream()
                        .flatMap(name -> Architecture.ofClassName(name).stream())
                        .findFirst();
        return known.orElseThrow(() -> {
            String named = names.isEmpty() ? type.orElse("(none named)") : String.join(", ", names);
            return new CheckpointException(file, CheckpointFault.ARCHITECTURE, named, Architecture.supported());
        });
    }
}
