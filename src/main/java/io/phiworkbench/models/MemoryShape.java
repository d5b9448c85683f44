package io.phiworkbench.models;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.checkpoint.VisionConfig;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.ModelMemory;
import io.phiworkbench.inference.WeightShape;
import java.util.List;
import java.util.Optional;

/**
 * What decides how much memory a model takes: known of a checkpoint on the disk, and of a published model that is not
 * there yet.
 *
 * @param layers of the decoder
 * @param kvHeads key and value heads in a layer
 * @param headDim width of a head
 * @param maxPositions context length in tokens
 * @param vision the image encoder's sizes; empty without one
 * @param weights all of them
 */
public record MemoryShape(
        int layers,
        int kvHeads,
        int headDim,
        int maxPositions,
        Optional<VisionConfig> vision,
        List<WeightShape> weights) {

    public MemoryShape {
        weights = List.copyOf(weights);
    }

    public static MemoryShape of(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        return new MemoryShape(
                config.layers(),
                config.kvHeads(),
                config.headDim(),
                config.maxPositions(),
                config instanceof Phi3VConfig phi ? Optional.of(phi.vision()) : Optional.empty(),
                checkpoint.weights().tensors().values().stream()
                        .map(t -> new WeightShape(t.name(), t.shape()))
                        .toList());
    }

    /** Bytes of keys and values that one token takes over all layers. */
    public long cacheBytesPerToken(Precision precision) {
        return ModelMemory.cachePerToken(precision, layers, kvHeads, headDim);
    }

    /** Number of elements of all weights. */
    public long parameters() {
        return weights.stream().mapToLong(WeightShape::elements).sum();
    }
}
