package io.phiworkbench.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The training step on one thread: loss, gradient and hits of a batch. Not shared between threads. */
final class TrainingGraph implements AutoCloseable {
    private final PtNDManager manager;
    private final PtSymbolBlock block;

    /**
     * What a step gives.
     *
     * @param gradient of all parameters, owned by the caller; a scalar where none was asked for
     * @param losses next token, attention, patches, cells
     * @param hits for each target whether it was the most probable token
     * @param logProbabilities of each target
     */
    record Outcome(NDArray gradient, float[] losses, float[] hits, float[] logProbabilities) {}

    TrainingGraph(NDManager parent, DemoShape shape, ParameterLayout layout) {
        manager = (PtNDManager) parent.newSubManager();
        block = Graph.load(manager, "training-step.py", "TrainingStep", values(shape, layout));
    }

    private static Map<String, String> values(DemoShape shape, ParameterLayout layout) {
        Map<String, String> values = new HashMap<>();
        layout.marks().forEach((name, piece) -> values.put(name, String.valueOf(piece)));
        values.put("SIZES", layout.pieces().stream().map(p -> String.valueOf(p.size())).collect(Collectors.joining(", ")));
        Map<String, Number> sizes = new HashMap<>();
        sizes.put("VOCAB", CharacterVocabulary.SIZE);
        sizes.put("CLASSES", CharacterVocabulary.classes());
        sizes.put("SLOTS", DemoShape.SLOTS);
        sizes.put("DIM", shape.dim());
        sizes.put("LAYERS", shape.layers());
        sizes.put("HEADS", shape.heads());
        sizes.put("HEADDIM", shape.dim() / shape.heads());
        sizes.put("SCALE", 1 / Math.sqrt((double) shape.dim() / shape.heads()));
        sizes.put("MLP", shape.mlp());
        sizes.put("LOOKLAYER", shape.layers() / 2);
        sizes.put("VDIM", shape.visionDim());
        sizes.put("VLAYERS", shape.visionLayers());
        sizes.put("VHEADS", shape.visionHeads());
        sizes.put("VSCALE", 1 / Math.sqrt((double) shape.visionDim() / shape.visionHeads()));
        sizes.put("VMLP", shape.visionMlp());
        sizes.put("CROP", DemoShape.CROP);
        sizes.put("PATCH", DemoShape.PATCH);
        sizes.put("GRID", DemoShape.GRID);
        sizes.put("PATCHES", DemoShape.GRID * DemoShape.GRID);
        sizes.put("MERGED", DemoShape.MERGED);
        sizes.forEach((name, value) -> values.put(name, value.toString()));
        return values;
    }

    /**
     * Runs a batch.
     *
     * @param knobs weights of the four losses, the first not positive for no gradient
     */
    Outcome run(NDArray flat, Batch batch, float... knobs) {
        try (NDManager scope = manager.newSubManager()) {
            NDList inputs = new NDList(
                    flat,
                    scope.create(batch.pixels().duplicate(), new Shape(batch.pictures(), batch.height(), batch.width(), 3), DataType.UINT8),
                    scope.create(batch.ids(), new Shape(batch.rows(), batch.length())),
                    scope.create(batch.places()),
                    scope.create(batch.targets()),
                    scope.create(batch.weights()),
                    scope.create(batch.attend()),
                    scope.create(batch.patches()),
                    scope.create(batch.cells()),
                    scope.create(knobs));
            try (NDList out = IValueUtils.forward(block, inputs, true)) {
                NDArray gradient = out.get(0);
                gradient.detach();
                gradient.attach(manager.getParentManager());
                Outcome outcome = new Outcome(gradient, out.get(1).toFloatArray(), out.get(2).toFloatArray(), out.get(3).toFloatArray());
                out.remove(gradient);
                return outcome;
            }
        }
    }

    /**
     * Lets TorchScript's profiler see the batches without gradients first. It would otherwise replace activations by its own
     * differentiable formulas of many small operators, which take half as long again as PyTorch's.
     */
    void specialise(NDArray flat, List<Batch> batches) {
        for (int i = 0; i < 3; i++) {
            for (Batch batch : batches) {
                run(flat, batch, -1, 0, 0, 0).gradient().close();
            }
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
