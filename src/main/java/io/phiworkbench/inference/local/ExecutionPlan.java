package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.checkpoint.WeightIndex;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.LoadFault;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.DeviceChoice;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.ModelMemory;
import io.phiworkbench.inference.WeightShape;
import io.phiworkbench.torch.ProcessMemory;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchRuntime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where and how a checkpoint will run, decided from what fits before anything is loaded.
 *
 * @param precision never {@code AUTO}
 * @param contextLength most tokens of a session
 * @param weightBytes size of the weights in this precision
 * @param reason one line for the user
 */
record ExecutionPlan(
        Precision precision,
        MatrixFormat format,
        TorchDevice device,
        int threads,
        int contextLength,
        long weightBytes,
        String reason) {

    /** From this size on, 32-bit weights are slower than the user has to bear. */
    private static final long LARGE = 1_000_000_000L;
    /** Up to this size a second thread costs more than it brings. */
    private static final long SMALL = 20_000_000L;
    /** A model has to hold at least this much conversation to be worth loading. */
    private static final int LEAST_CONTEXT = 2048;

    /**
     * @param int8Folder where quantised weights are kept, if they are
     * @throws ModelLoadException if the device is not there or memory does not suffice; both numbers are said
     */
    static ExecutionPlan choose(
            Checkpoint checkpoint, DecoderFamily family, LoadOptions options, Optional<Int8Folder> int8Folder) {
        return choose(Weights.of(checkpoint, family, int8Folder), options);
    }

    /** {@link #choose} for weights that are made, not read. */
    static ExecutionPlan forShape(String name, DecoderFamily family, LoadOptions options) {
        return choose(Weights.made(name, family), options);
    }

    private static ExecutionPlan choose(Weights weights, LoadOptions options) {
        int gpus = options.device() == DeviceChoice.CPU ? 0 : TorchRuntime.cudaDevices();
        if (options.device() == DeviceChoice.CUDA && gpus == 0) {
            throw new ModelLoadException(
                    LoadFault.NO_CUDA, TorchRuntime.withoutCuda().orElseThrow());
        }
        TorchDevice device = gpus > 0 ? TorchDevice.cuda(0) : TorchDevice.CPU;
        ModelConfig config = weights.family().config();
        int context = Math.min(options.contextLength().orElse(config.maxPositions()), config.maxPositions());
        long available = ProcessMemory.available();
        Precision precision = precision(options.precision(), device, weights, context, available);
        Need need = Need.of(weights, precision, device, context);
        if (need.total() > available) {
            throw new ModelLoadException(need.refusal(weights.name(), available), null);
        }
        int threads = options.threads().orElseGet(() -> usefulThreads(weights.parameters()));
        String reason = reason(options, precision, device, threads) + need.aside(available);
        return new ExecutionPlan(
                precision, MatrixFormat.of(precision), device, threads, context, need.weights(), reason);
    }

    private static Precision precision(
            Precision wanted, TorchDevice device, Weights weights, int context, long available) {
        if (wanted == Precision.INT8) {
            requireInt8(device);
        }
        if (wanted != Precision.AUTO) {
            return wanted;
        }
        if (device.isCuda()) {
            return Precision.BF16;
        }
        if (weights.parameters() <= LARGE) {
            return Precision.FP32;
        }
        if (!Int8Packer.supported()) {
            return Precision.BF16;
        }
        if (Need.of(weights, Precision.INT8, device, context).total() <= available) {
            return Precision.INT8;
        }
        // Quantised weights that no file keeps have to be in memory; stored ones can stay where they are.
        return Stream.of(Precision.BF16, Precision.FP16)
                .filter(p -> Need.of(weights, p, device, context).inFile() > 0)
                .findFirst()
                .orElse(Precision.INT8);
    }

    private static void requireInt8(TorchDevice device) {
        if (device.isCuda()) {
            throw new ModelLoadException(LoadFault.INT8_ON_CPU_ONLY, device);
        }
        if (!Int8Packer.supported()) {
            throw new ModelLoadException(LoadFault.INT8_NEEDS_X86, System.getProperty("os.arch"));
        }
    }

    /**
     * What there is to load: all of it, pictures' part included.
     *
     * @param stored where each tensor lies; empty when weights are made
     * @param int8InFile whether quantised weights lie in a file too
     */
    private record Weights(
            String name,
            DecoderFamily family,
            List<WeightShape> shapes,
            Optional<WeightIndex> stored,
            boolean int8InFile) {
        static Weights of(Checkpoint checkpoint, DecoderFamily family, Optional<Int8Folder> int8Folder) {
            WeightIndex index = checkpoint.weights();
            List<WeightShape> shapes = index.tensors().values().stream()
                    .map(tensor -> new WeightShape(tensor.name(), tensor.shape()))
                    .toList();
            boolean int8InFile = int8Folder
                    .filter(folder -> folder.keeps(checkpoint, ModelMemory.weights(Precision.INT8, shapes)))
                    .isPresent();
            return new Weights(
                    checkpoint.folder().getFileName().toString(), family, shapes, Optional.of(index), int8InFile);
        }

        static Weights made(String name, DecoderFamily family) {
            List<WeightShape> shapes = family.shapes().entrySet().stream()
                    .map(tensor -> new WeightShape(tensor.getKey(), tensor.getValue()))
                    .toList();
            return new Weights(name, family, shapes, Optional.empty(), false);
        }

        long parameters() {
            return shapes.stream().mapToLong(WeightShape::elements).sum();
        }

        /** The part that stays in the checkpoint's files until a token needs it. */
        long inFile(Precision precision, TorchDevice device) {
            MatrixFormat format = MatrixFormat.of(precision);
            if (stored.isEmpty()) {
                return 0;
            }
            if (format.packed()) {
                return int8InFile
                        ? onDemand()
                                .mapToLong(weight -> weight.bytes(precision))
                                .sum()
                        : 0;
            }
            return onDemand()
                    .filter(weight ->
                            WeightReader.staysInFile(stored.get().tensor(weight.name()), format.weights(), device))
                    .mapToLong(weight -> weight.bytes(precision))
                    .sum();
        }

        private Stream<WeightShape> onDemand() {
            return shapes.stream().filter(weight -> family.onDemand(weight.name()));
        }
    }

    /** Memory for a model, in bytes, the cache for {@code tokens}; of the weights, {@code inFile} need none. */
    private record Need(long weights, long inFile, long cache, int tokens) {
        static Need of(Weights weights, Precision precision, TorchDevice device, int context) {
            int tokens = Math.min(context, LEAST_CONTEXT);
            return new Need(
                    ModelMemory.weights(precision, weights.shapes()),
                    weights.inFile(precision, device),
                    tokens * Decoder.cacheBytesPerToken(weights.family().config(), precision),
                    tokens);
        }

        long total() {
            return weights - inFile + cache + ModelMemory.WORK;
        }

        Failure refusal(String model, long available) {
            return Failure.of(
                    LoadFault.TOO_LARGE,
                    model,
                    total() / 1e9,
                    (weights - inFile) / 1e9,
                    tokens,
                    cache / 1e9,
                    ModelMemory.WORK / 1e9,
                    available / 1e9);
        }

        /** What the user should know where not everything fits. */
        String aside(long available) {
            return inFile == 0 || weights + cache + ModelMemory.WORK <= available
                    ? ""
                    : "; of %s GB of weights, %s GB stay on the disk and are read as tokens need them, which is slow"
                            .formatted(gigabytes(weights), gigabytes(inFile));
        }
    }

    private static String gigabytes(long bytes) {
        return String.format("%.1f", bytes / 1e9);
    }

    private static String reason(LoadOptions options, Precision precision, TorchDevice device, int threads) {
        String where =
                device.isCuda() ? device.toString() : "CPU with " + threads + (threads == 1 ? " thread" : " threads");
        String why;
        if (options.device() == DeviceChoice.AUTO) {
            why = TorchRuntime.withoutCuda().map(Failure::english).orElse("a CUDA device is there");
        } else {
            why = "as asked";
        }
        return precision.label() + " on " + where + ": " + why;
    }

    /** Below some ten million weights an operator is over before a second thread has woken up. */
    private static int usefulThreads(long parameters) {
        return parameters < SMALL ? 1 : PhysicalCores.count();
    }
}
