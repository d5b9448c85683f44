package io.phiworkbench.inference.local;

import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Normally distributed weights: of a deviation that keeps activations in the range of trained models, and gains of one.
 * Tensors of one shape have equal values, each in memory of its own. Owns native memory; used on the inference thread.
 */
final class RandomWeights implements DecoderWeights.Source, AutoCloseable {
    private static final String HEAD = "lm_head.weight";
    /** Gives logits about the entropy of text. */
    private static final double HEAD_GAIN = 3;
    /** Deviation of biases. */
    private static final double SHIFT = 0.02;

    private final WeightReader reader;
    private final TorchModule module = TorchModule.compile(new TorchScriptArchive(
            "Benchmark",
            TorchScriptArchive.resource(RandomWeights.class, "benchmark.torchscript")
                    .replace("Self", "__torch__.Benchmark")));
    private final Map<String, TorchValue> made = new HashMap<>();

    RandomWeights(WeightReader reader) {
        this.reader = reader;
    }

    @Override
    public TorchValue tensor(String name, long[] shape, TorchType wanted) {
        boolean head = name.equals(HEAD);
        boolean gain = shape.length == 1 && name.endsWith(".weight");
        String kind = head + " " + gain + Arrays.toString(shape) + wanted;
        TorchValue first = made.computeIfAbsent(kind, _ -> make(shape, head, gain, wanted));
        return module.run("copy", first);
    }

    private TorchValue make(long[] shape, boolean head, boolean gain, TorchType wanted) {
        if (gain) {
            try (TorchValue ones = module.run("ones", shape[0])) {
                return module.run("cast", ones, wanted.code());
            }
        }
        if (shape.length == 1) {
            return reader.random(shape, SHIFT, wanted);
        }
        long inputs = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
        return reader.random(shape, (head ? HEAD_GAIN : 1) / Math.sqrt(inputs), wanted);
    }

    @Override
    public void close() {
        made.values().forEach(TorchValue::close);
        module.close();
    }
}
