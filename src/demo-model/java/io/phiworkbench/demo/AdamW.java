package io.phiworkbench.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import java.util.List;
import java.util.Map;

/** The optimiser: the weights and what it remembers of them, updated in place. */
final class AdamW implements AutoCloseable {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.98f;
    private static final float DECAY = 0.02f;
    private static final float MEAN = 0.998f;

    private final PtNDManager manager;
    private final PtSymbolBlock block;
    private final NDArray weights;
    private final NDArray first;
    private final NDArray second;
    private final NDArray mean;
    private final NDArray decay;
    private long step;

    AdamW(NDManager parent, ParameterLayout layout, TrainingState state) {
        manager = (PtNDManager) parent.newSubManager();
        block = Graph.load(manager, "adamw.py", "AdamW", Map.of());
        weights = manager.create(state.weights());
        first = manager.create(state.first());
        second = manager.create(state.second());
        mean = manager.create(state.mean());
        decay = manager.create(layout.decayMask());
        step = state.step();
    }

    NDArray weights() {
        return weights;
    }

    NDArray mean() {
        return mean;
    }

    long step() {
        return step;
    }

    /** Applies the mean of two gradients, which it closes; its norm. */
    float update(List<NDArray> gradients, float rate) {
        step++;
        float averaging = (float) Math.min(MEAN, (1 + step) / (10.0 + step));
        try (NDManager scope = manager.newSubManager()) {
            NDArray hyper = scope.create(new float[] {rate, BETA1, BETA2, DECAY, step, 1 - averaging});
            NDList inputs = new NDList(weights, first, second, mean);
            inputs.addAll(gradients);
            inputs.add(decay);
            inputs.add(hyper);
            try (NDList out = IValueUtils.forward(block, inputs, true)) {
                return out.singletonOrThrow().getFloat();
            }
        } finally {
            gradients.forEach(NDArray::close);
        }
    }

    TrainingState state(float[] accuracies) {
        return new TrainingState(
                step, weights.toFloatArray(), first.toFloatArray(), second.toFloatArray(), mean.toFloatArray(), accuracies.clone());
    }

    @Override
    public void close() {
        manager.close();
    }
}
