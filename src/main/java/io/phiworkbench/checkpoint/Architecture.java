package io.phiworkbench.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The model families that Phi Workbench knows, by the class names that {@code config.json} gives them. */
public enum Architecture {
    /** Phi-3-mini, Phi-3-medium, Phi-3.5-mini. */
    PHI3("phi3", "Phi3ForCausalLM"),
    /** Phi-3-Vision, Phi-3.5-Vision. */
    PHI3_VISION("phi3_v", "Phi3VForCausalLM"),
    /** Phi-3.5-MoE; transformers' own port spells it with one capital less than the release. */
    PHI_MOE("phimoe", "PhiMoEForCausalLM", "PhimoeForCausalLM"),
    /** Phi-3-small. */
    PHI3_SMALL("phi3small", "Phi3SmallForCausalLM");

    private final String modelType;
    private final List<String> classNames;

    Architecture(String modelType, String... classNames) {
        this.modelType = modelType;
        this.classNames = List.of(classNames);
    }

    /** The name that the published {@code config.json} carries in {@code architectures}. */
    public String className() {
        return classNames.getFirst();
    }

    static Optional<Architecture> ofClassName(String name) {
        return Arrays.stream(values()).filter(a -> a.classNames.contains(name)).findFirst();
    }

    static Optional<Architecture> ofModelType(String type) {
        return Arrays.stream(values()).filter(a -> a.modelType.equals(type)).findFirst();
    }

    static String supported() {
        return Arrays.stream(values()).map(Architecture::className).collect(Collectors.joining(", "));
    }
}
