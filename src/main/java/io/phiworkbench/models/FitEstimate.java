package io.phiworkbench.models;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.VisionConfig;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.DeviceChoice;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.models.MemoryShape.WeightShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a model would take, before it is loaded, and whether that is there. All figures in bytes.
 *
 * @param precision of the weights, decided
 * @param contextLength tokens that the cache is counted for
 * @param weights of the language model at this precision
 * @param onDemand the part of them that can stay in the files, because a token needs only the experts that it chose
 * @param keyValueCache at the full context length; it grows with a chat, so a short one takes less
 * @param vision the vision encoder's weights and its work on one picture with all crops; 0 without
 * @param overhead intermediate results, libraries, and the largest weight while it is converted
 * @param memory what there is
 * @param verdict what it comes to
 */
public record FitEstimate(
        Precision precision,
        int contextLength,
        long weights,
        long onDemand,
        long keyValueCache,
        long vision,
        long overhead,
        MachineMemory memory,
        Verdict verdict) {

    /** Whether a model can be used. */
    public enum Verdict {
        /** There is room, with a tenth to spare. */
        FITS,
        /** Only if the system pushes out other programs or its file cache and swaps, or if experts stay on the disk. */
        SLOW,
        DOES_NOT_FIT
    }

    private static final long BILLION = 1_000_000_000;
    private static final long LIBRARIES_AND_WORK = 600L << 20;
    private static final long LEFT_TO_THE_SYSTEM = 1L << 30;
    private static final int USUAL_CONTEXT = 4_096;
    private static final int MOST_CROPS = 17;
    private static final int CROPS_AT_ONCE = 2;
    /** Of all crops' features: in parts, joined, merged, with separators, projected. */
    private static final int FEATURE_COPIES = 5;

    private static final int[] CONTEXTS = {131_072, 65_536, 32_768, 16_384, 8_192, 4_096, 2_048};

    /**
     * The estimate for a checkpoint under these options. Where they leave the context open, the cache is counted for
     * 4,096 tokens: it grows with a chat, and few chats ever come near the 131,072 that a model could hold.
     */
    public static FitEstimate of(Checkpoint checkpoint, LoadOptions options, MachineMemory memory) {
        return of(MemoryShape.of(checkpoint), options, memory);
    }

    /** As for a checkpoint, of a model of this shape. */
    public static FitEstimate of(MemoryShape shape, LoadOptions options, MachineMemory memory) {
        return of(shape, options, memory, decide(shape, options, memory));
    }

    private static FitEstimate of(MemoryShape shape, LoadOptions options, MachineMemory memory, Precision precision) {
        int context = Math.min(options.contextLength().orElse(USUAL_CONTEXT), shape.maxPositions());
        long weights = 0;
        long vision = shape.vision().map(FitEstimate::visionWork).orElse(0L);
        long onDemand = 0;
        long largest = 0;
        for (WeightShape tensor : shape.weights()) {
            if (isVision(tensor)) {
                vision += bytes(tensor, precision);
            } else {
                weights += bytes(tensor, precision);
                onDemand += staysInFile(tensor, precision, options) ? bytes(tensor, precision) : 0;
                largest = Math.max(largest, tensor.elements());
            }
        }
        long cache = cacheBytesPerToken(shape, precision) * context;
        long overhead = LIBRARIES_AND_WORK + largest * 4;
        return new FitEstimate(
                precision,
                context,
                weights,
                onDemand,
                cache,
                vision,
                overhead,
                memory,
                verdict(weights + cache + vision + overhead, onDemand, memory));
    }

    /** All of it. */
    public long total() {
        return weights + keyValueCache + vision + overhead;
    }

    /**
     * Bytes of keys and values that one token takes over all layers; in 16 bits except where the weights are in 32.
     */
    public static long cacheBytesPerToken(MemoryShape shape, Precision precision) {
        int element = precision == Precision.FP32 ? 4 : 2;
        return 2L * shape.layers() * shape.kvHeads() * shape.headDim() * element;
    }

    /**
     * The best that fits of this checkpoint on this device: the precision asked for before lower ones, and of each the
     * longest context. Empty if nothing does.
     */
    public static Optional<FitEstimate> bestFit(Checkpoint checkpoint, LoadOptions options, MachineMemory memory) {
        List<FitEstimate> fitting = new ArrayList<>();
        MemoryShape shape = MemoryShape.of(checkpoint);
        for (Precision precision : List.of(decide(shape, options, memory), Precision.BF16, Precision.INT8)) {
            for (int context : CONTEXTS) {
                FitEstimate estimate =
                        of(shape, options.withPrecision(precision).withContextLength(context), memory);
                if (estimate.verdict() == Verdict.FITS) {
                    fitting.add(estimate);
                    break;
                }
            }
        }
        return fitting.stream().max(Comparator.comparingInt(FitEstimate::contextLength));
    }

    private static Precision decide(MemoryShape shape, LoadOptions options, MachineMemory memory) {
        if (options.precision() != Precision.AUTO) {
            return options.precision();
        }
        if (options.device() == DeviceChoice.CUDA) {
            return Precision.BF16;
        }
        if (shape.parameters() <= BILLION) {
            return Precision.FP32;
        }
        // The engine has int8 on x86-64 only.
        String processor = System.getProperty("os.arch");
        boolean int8 = processor.equals("amd64") || processor.equals("x86_64");
        return int8 && !betterInFile(shape, options, memory) ? Precision.INT8 : Precision.BF16;
    }

    /** Whether 8 bits do not fit, and 16 bits do because most of them stay in the files. */
    private static boolean betterInFile(MemoryShape shape, LoadOptions options, MachineMemory memory) {
        return of(shape, options, memory, Precision.INT8).total() > memory.available()
                && of(shape, options, memory, Precision.BF16).onDemand() > 0;
    }

    /** The engine maps files: experts are stored in bf16, and used as bf16 they are not copied. */
    private static boolean staysInFile(WeightShape tensor, Precision precision, LoadOptions options) {
        return precision == Precision.BF16
                && options.device() != DeviceChoice.CUDA
                && tensor.name().contains(".experts.");
    }

    private static Verdict verdict(long need, long onDemand, MachineMemory memory) {
        if (need <= memory.available() / 10 * 9) {
            return Verdict.FITS;
        }
        return need - onDemand <= memory.total() - LEFT_TO_THE_SYSTEM ? Verdict.SLOW : Verdict.DOES_NOT_FIT;
    }

    private static boolean isVision(WeightShape tensor) {
        return tensor.name().contains("vision_embed_tokens") || tensor.name().contains("img_processor");
    }

    /** In 8 bits a matrix takes a byte a weight and a few a row; embedding, norms and biases stay in 16. */
    private static long bytes(WeightShape tensor, Precision precision) {
        return switch (precision) {
            case FP32 -> tensor.elements() * 4;
            case BF16, FP16 -> tensor.elements() * 2;
            case INT8 -> isQuantised(tensor) ? tensor.elements() + tensor.sizes()[0] * 16 : tensor.elements() * 2;
            case AUTO -> throw new IllegalArgumentException("auto is no precision of its own");
        };
    }

    private static boolean isQuantised(WeightShape tensor) {
        return tensor.sizes().length == 2
                && !tensor.name().equals("model.embed_tokens.weight")
                && !tensor.name().endsWith("position_embedding.weight");
    }

    /** Intermediate results: a layer's on the crops that are encoded at once, and the features of all crops, merged. */
    private static long visionWork(VisionConfig vision) {
        long tokens = (long) vision.grid() * vision.grid() + 1;
        long layer = CROPS_AT_ONCE * tokens * (2L * vision.intermediateSize() + 5L * vision.hiddenSize());
        long features = FEATURE_COPIES * MOST_CROPS * tokens * vision.hiddenSize();
        return (layer + features) * 4;
    }
}
