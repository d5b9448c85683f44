package io.phiworkbench.checkpoint;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Phi-3-Vision and Phi-3.5-Vision: the Phi-3 decoder and an image encoder.
 *
 * @param decoder the language part; its architecture is {@link Architecture#PHI3_VISION}
 * @param vision the image part
 */
public record Phi3VConfig(Phi3Config decoder, VisionConfig vision) implements ModelConfig {
    static Phi3VConfig read(JsonFields json) {
        return new Phi3VConfig(Phi3Config.read(json, Architecture.PHI3_VISION), VisionConfig.read(json));
    }

    @Override
    public Architecture architecture() {
        return decoder.architecture();
    }

    @Override
    public int hiddenSize() {
        return decoder.hiddenSize();
    }

    @Override
    public int layers() {
        return decoder.layers();
    }

    @Override
    public int heads() {
        return decoder.heads();
    }

    @Override
    public int rotaryDim() {
        return decoder.rotaryDim();
    }

    @Override
    public double ropeTheta() {
        return decoder.ropeTheta();
    }

    @Override
    public int kvHeads() {
        return decoder.kvHeads();
    }

    @Override
    public int headDim() {
        return decoder.headDim();
    }

    @Override
    public int vocabSize() {
        return decoder.vocabSize();
    }

    @Override
    public int maxPositions() {
        return decoder.maxPositions();
    }

    @Override
    public int originalMaxPositions() {
        return decoder.originalMaxPositions();
    }

    @Override
    public RopeScaling ropeScaling() {
        return decoder.ropeScaling();
    }

    @Override
    public OptionalInt slidingWindow() {
        return decoder.slidingWindow();
    }

    @Override
    public boolean tieWordEmbeddings() {
        return decoder.tieWordEmbeddings();
    }

    @Override
    public SpecialTokenIds specialTokens() {
        return decoder.specialTokens();
    }

    @Override
    public Optional<DType> torchDtype() {
        return decoder.torchDtype();
    }
}
