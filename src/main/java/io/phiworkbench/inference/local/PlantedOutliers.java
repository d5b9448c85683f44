package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A checkpoint with the outliers of large trained models put into it, which random weights never show: massive
 * activations of the first token (Sun et al. 2024) and a few channels far above all others (Dettmers et al. 2022). Owns
 * native memory; used on the inference thread.
 */
final class PlantedOutliers implements DecoderWeights.Source, AutoCloseable {
    private static final float[] FACTORS = {30, 45, 60, 80, 100};
    private static final double MASSIVE = 1000;
    private static final int CHANNEL = 3;

    private final DecoderWeights.Source base;
    private final Kind kind;
    private final ModelConfig config;
    private final int intermediateSize;
    private final long firstToken;
    private final TorchModule module = TorchModule.compile(new TorchScriptArchive(
            "Benchmark",
            TorchScriptArchive.resource(PlantedOutliers.class, "benchmark.torchscript")
                    .replace("Self", "__torch__.Benchmark")));

    /** What is planted. */
    enum Kind {
        NONE("as it is"),
        FIRST_TOKEN("first token × 1,000"),
        CHANNELS("channels × 30 to 100"),
        SAME_FUNCTION("channels × 30 to 100, next weights divided"),
        BOTH("first token and channels");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        private boolean channels() {
            return this == CHANNELS || this == SAME_FUNCTION || this == BOTH;
        }

        private boolean first() {
            return this == FIRST_TOKEN || this == BOTH;
        }
    }

    /** What can be planted: it goes into tensors by their names in Phi-3; in other families nothing does. */
    static List<Kind> kinds(DecoderFamily family) {
        return family instanceof Phi3Family ? List.of(Kind.values()) : List.of(Kind.NONE);
    }

    /** @param firstToken id of the token that shall have massive activations */
    PlantedOutliers(DecoderWeights.Source base, Kind kind, DecoderFamily family, long firstToken) {
        this.base = base;
        this.kind = kind;
        this.config = family.config();
        this.intermediateSize =
                family instanceof Phi3Family phi3 ? phi3.config().intermediateSize() : 0;
        this.firstToken = firstToken;
    }

    @Override
    public TorchValue tensor(String name, long[] shape, TorchType wanted) {
        if (kind == Kind.NONE) {
            return base.tensor(name, shape, wanted);
        }
        TorchValue tensor = base.tensor(name, shape, TorchType.FLOAT32);
        if (kind.channels()) {
            tensor = channels(tensor, name);
        }
        if (kind.first()) {
            tensor = massive(tensor, name);
        }
        // A checkpoint stores them like this, so fp32 reads the same numbers as every other precision.
        TorchValue stored = replace(tensor, "cast", TorchType.BFLOAT16.code());
        return replace(stored, "cast", wanted.code());
    }

    /** In the inputs of all four matrices: by the gains of the norms, the rows of the values and of the up projection. */
    private TorchValue channels(TorchValue tensor, String name) {
        if (name.endsWith("layernorm.weight")) {
            return scale(tensor, 0, 0, config.hiddenSize(), false);
        }
        boolean undo = kind == Kind.SAME_FUNCTION;
        long kv = (long) config.kvHeads() * config.headDim();
        if (name.endsWith("qkv_proj.weight")) {
            TorchValue values = scale(tensor, 0, (config.heads() * (long) config.headDim()) + kv, kv, false);
            return undo ? scale(values, 1, 0, config.hiddenSize(), true) : values;
        }
        if (name.endsWith("gate_up_proj.weight")) {
            TorchValue up = scale(tensor, 0, intermediateSize, intermediateSize, false);
            return undo ? scale(up, 1, 0, config.hiddenSize(), true) : up;
        }
        if (undo && name.endsWith("down_proj.weight")) {
            return scale(tensor, 1, 0, intermediateSize, true);
        }
        return undo && name.endsWith("o_proj.weight") ? behindValues(tensor) : tensor;
    }

    /** Several heads share values, so a channel of these is one of each head's. */
    private TorchValue behindValues(TorchValue tensor) {
        long d = config.headDim();
        int group = config.heads() / config.kvHeads();
        TorchValue divided = tensor;
        for (int head = 0; head < group; head++) {
            int at = head;
            long[] columns = Arrays.stream(places(0, config.kvHeads() * d))
                    .map(value -> (value / d * group + at) * d + value % d)
                    .toArray();
            divided = scale(divided, 1, columns, true);
        }
        return divided;
    }

    private TorchValue scale(TorchValue tensor, int dim, long from, long size, boolean divide) {
        return scale(tensor, dim, places(from, size), divide);
    }

    private static long[] places(long from, long size) {
        return IntStream.range(0, FACTORS.length)
                .mapToLong(i -> from + (2 * i + 1) * size / (2L * FACTORS.length))
                .toArray();
    }

    private TorchValue scale(TorchValue tensor, int dim, long[] at, boolean divide) {
        float[] factors = FACTORS.clone();
        for (int i = 0; divide && i < factors.length; i++) {
            factors[i] = 1 / FACTORS[i];
        }
        try (TorchValue places = TorchValue.tensor(at, at.length);
                TorchValue by = TorchValue.tensor(factors, factors.length)) {
            return replace(tensor, "scale", dim, places, by);
        }
    }

    /** One channel of the first token's embedding stands out, and a few rows of gate and up answer to it. */
    private TorchValue massive(TorchValue tensor, String name) {
        if (name.equals(DecoderWeights.EMBEDDING)) {
            return put(tensor, MASSIVE, firstToken);
        }
        if (name.endsWith("gate_up_proj.weight")) {
            double response = Math.sqrt(MASSIVE / config.hiddenSize());
            long m = intermediateSize;
            return put(tensor, response, 5, 11, m + 5, m + 11);
        }
        return tensor;
    }

    private TorchValue put(TorchValue tensor, double value, long... rows) {
        try (TorchValue places = TorchValue.tensor(rows, rows.length)) {
            return replace(tensor, "put", places, CHANNEL, value);
        }
    }

    private TorchValue replace(TorchValue tensor, String method, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = tensor;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try (tensor) {
            return module.run(method, all);
        }
    }

    @Override
    public void close() {
        module.close();
    }
}
