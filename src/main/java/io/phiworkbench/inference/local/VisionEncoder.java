package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.checkpoint.VisionConfig;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import io.phiworkbench.vision.HdImage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Turns a picture's crops into rows of the decoder's input. Crops are encoded a few at a time, so that memory does not
 * grow with their number. Owns native memory; used on the inference thread.
 */
final class VisionEncoder implements AutoCloseable {
    /**
     * Crops a call: enough rows to keep the matrix units busy, few enough to bound the memory of a 17-crop run and to
     * keep a layer's results below the size at which the C library fetches fresh pages for each of them.
     */
    private static final int BATCH = 2;

    private final TorchModule graph;
    private final VisionWeights weights;
    private final String products;
    private final int cropSize;

    private VisionEncoder(TorchModule graph, VisionWeights weights, String products, int cropSize) {
        this.graph = graph;
        this.weights = weights;
        this.products = products;
        this.cropSize = cropSize;
    }

    /** @param device where the source's tensors lie */
    static VisionEncoder load(
            Phi3VConfig config, MatrixFormat format, TorchDevice device, DecoderWeights.Source source) {
        TorchType products = format.packed() ? TorchType.FLOAT32 : ProductType.fastest(format.weights(), device);
        TorchModule graph = TorchModule.compile(archive(config.vision(), format, products));
        try {
            VisionWeights weights = VisionWeights.load(config, format, source, parts -> graph.run("join", parts));
            return new VisionEncoder(
                    graph,
                    weights,
                    format.packed() ? "int8" : products.label(),
                    config.vision().imageSize());
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
    }

    /**
     * The graph that belongs to a configuration, not yet compiled.
     *
     * @param products the type of products with matrices that are not packed
     */
    static TorchScriptArchive archive(VisionConfig config, MatrixFormat format, TorchType products) {
        return new TorchScriptArchive("VisionEncoder", source(format))
                .with("heads", config.heads())
                .with("channels", config.hiddenSize())
                .with("eps", config.layerNormEps())
                .with("patch", config.patchSize())
                .with("grid", config.grid())
                .with("crops_first", config.order() == VisionConfig.HdTransformOrder.CROPS_FIRST)
                .with("products", products.code());
    }

    private static String source(MatrixFormat format) {
        return format.packed()
                ? format.source("VisionEncoder", "vision_encoder", "vision_int8")
                : format.source("VisionEncoder", "vision_encoder", "vision_float");
    }

    /** What matrices are multiplied in, such as {@code fp32}. */
    String products() {
        return products;
    }

    long weightBytes() {
        return weights.bytes();
    }

    /**
     * @param cancelled asked before each batch of crops
     * @return float32 [tokens, n] in prompt order, the caller's to close
     * @throws CancellationException when cancelled
     */
    TorchValue encode(HdImage picture, BooleanSupplier cancelled) {
        try (TorchValue features = cropFeatures(picture, cancelled)) {
            return graph.run(
                    "embed",
                    features,
                    picture.plan().rows(),
                    picture.plan().columns(),
                    weights.rowEnd(),
                    weights.viewEnd(),
                    weights.projection(),
                    weights.projectionBiases());
        }
    }

    /** Features of the global view and of each crop, float32 [1 + crops, g², c]; the caller's to close. */
    TorchValue cropFeatures(HdImage picture, BooleanSupplier cancelled) {
        List<TorchValue> parts = new ArrayList<>();
        try {
            int inputs = picture.plan().encoderInputs();
            for (int first = 0; first < inputs; first += BATCH) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("vision encoder");
                }
                parts.add(encode(picture, first, Math.min(BATCH, inputs - first)));
            }
            try (TorchValue list = TorchValue.list(parts)) {
                return graph.run("join", list);
            }
        } finally {
            parts.forEach(TorchValue::close);
        }
    }

    private TorchValue encode(HdImage picture, int first, int count) {
        float[] pixels = new float[count * 3 * cropSize * cropSize];
        picture.writeInputs(first, count, FloatBuffer.wrap(pixels));
        try (TorchValue input = TorchValue.tensor(pixels, count, 3, cropSize, cropSize)) {
            return graph.run(
                    "encode",
                    input,
                    weights.kernel(),
                    weights.classToken(),
                    weights.positions(),
                    weights.norms(),
                    weights.matrices(),
                    weights.biases());
        }
    }

    @Override
    public void close() {
        weights.close();
        graph.close();
    }
}
