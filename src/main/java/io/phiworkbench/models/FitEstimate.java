package io.phiworkbench.models;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.VisionConfig;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.DeviceChoice;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.ModelMemory;
import io.phiworkbench.inference.WeightShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
        Map<Boolean, List<WeightShape>> parts =
                shape.weights().stream().collect(Collectors.partitioningBy(FitEstimate::isVision));
        List<WeightShape> language = parts.get(false);
        long weights = ModelMemory.weights(precision, language);
        long onDemand = language.stream()
                .filter(weight -> staysInFile(weight, precision, options))
                .mapToLong(weight -> weight.bytes(precision))
                .sum();
        long largest = language.stream().mapToLong(WeightShape::elements).max().orElse(0);
        long vision = shape.vision().map(FitEstimate::visionWork).orElse(0L)
                + ModelMemory.weights(precision, parts.get(true));
        long cache = shape.cacheBytesPerToken(precision) * context;
        long overhead = ModelMemory.WORK + largest * 4;
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

    /** Intermediate results: a layer's on the crops that are encoded at once, and the features of all crops, merged. */
    private static long visionWork(VisionConfig vision) {
        long tokens = (long) vision.grid() * vision.grid() + 1;
        long layer = CROPS_AT_ONCE * tokens * (2L * vision.intermediateSize() + 5L * vision.hiddenSize());
        long features = FEATURE_COPIES * MOST_CROPS * tokens * vision.hiddenSize();
        return (layer + features) * 4;
    }
}
