package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.DeviceChoice;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.torch.ProcessMemory;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchRuntime;
import java.util.Arrays;

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
    /** Activations, graph and allocator slack. */
    private static final long OVERHEAD = 600L << 20;
    /** A model has to hold at least this much conversation to be worth loading. */
    private static final int LEAST_CONTEXT = 2048;

    /**
     * @throws ModelLoadException if the device is not there or memory does not suffice; both numbers are said
     */
    static ExecutionPlan choose(Checkpoint checkpoint, DecoderFamily family, LoadOptions options) {
        String name = checkpoint.folder().getFileName().toString();
        return choose(name, checkpoint.weights().parameters(), family, options);
    }

    /** {@link #choose} for weights that are made, not read. */
    static ExecutionPlan forShape(String name, DecoderFamily family, LoadOptions options) {
        return choose(name, parameters(family), family, options);
    }

    private static ExecutionPlan choose(String name, long parameters, DecoderFamily family, LoadOptions options) {
        ModelConfig config = family.config();
        int gpus = options.device() == DeviceChoice.CPU ? 0 : TorchRuntime.cudaDevices();
        if (options.device() == DeviceChoice.CUDA && gpus == 0) {
            throw new ModelLoadException("PyTorch finds no CUDA device; choose the CPU, or see docs/troubleshooting.md"
                    + " on installing CUDA's PyTorch library");
        }
        TorchDevice device = gpus > 0 ? TorchDevice.cuda(0) : TorchDevice.CPU;
        Precision precision = precision(options.precision(), device, parameters);
        MatrixFormat format = MatrixFormat.of(precision);
        int context = Math.min(options.contextLength().orElse(config.maxPositions()), config.maxPositions());
        long weights = weightBytes(parameters, family, format);
        requireMemory(name, config, format, weights, context);
        int threads = options.threads().orElseGet(() -> usefulThreads(parameters));
        return new ExecutionPlan(
                precision, format, device, threads, context, weights, reason(options, precision, device, threads));
    }

    private static Precision precision(Precision wanted, TorchDevice device, long parameters) {
        if (wanted == Precision.INT8) {
            requireInt8(device);
        }
        if (wanted != Precision.AUTO) {
            return wanted;
        }
        if (device.isCuda()) {
            return Precision.BF16;
        }
        if (parameters <= LARGE) {
            return Precision.FP32;
        }
        return Int8Packer.supported() ? Precision.INT8 : Precision.BF16;
    }

    private static void requireInt8(TorchDevice device) {
        if (device.isCuda()) {
            throw new ModelLoadException("int8 runs on the CPU only; choose bf16 or fp16 on " + device);
        }
        if (!Int8Packer.supported()) {
            throw new ModelLoadException("int8 needs an x86-64 processor, this one is " + System.getProperty("os.arch")
                    + "; choose bf16 or fp32");
        }
    }

    /** The decoder as its format holds it; what else the checkpoint has, for pictures, as that is held. */
    private static long weightBytes(long parameters, DecoderFamily family, MatrixFormat format) {
        long decoder = family.shapes().entrySet().stream()
                .mapToLong(tensor -> format.bytes(tensor.getKey(), tensor.getValue()))
                .sum();
        long others = Math.max(0, parameters - parameters(family));
        return decoder + others * format.pictures().weights().bytes();
    }

    private static long parameters(DecoderFamily family) {
        return family.shapes().values().stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, (a, b) -> a * b))
                .sum();
    }

    private static void requireMemory(String name, ModelConfig config, MatrixFormat format, long weights, int context) {
        long cache = Math.min(context, LEAST_CONTEXT) * Decoder.cacheBytesPerToken(config, format);
        long needed = weights + cache + OVERHEAD;
        long available = ProcessMemory.available();
        if (needed > available) {
            throw new ModelLoadException(
                    "%s needs %.1f GB (weights %.1f, cache of %,d tokens %.1f, overhead %.1f), but %.1f GB are available; choose a smaller precision or close other programs"
                            .formatted(
                                    name,
                                    gigabytes(needed),
                                    gigabytes(weights),
                                    Math.min(context, LEAST_CONTEXT),
                                    gigabytes(cache),
                                    gigabytes(OVERHEAD),
                                    gigabytes(available)));
        }
    }

    private static double gigabytes(long bytes) {
        return bytes / 1e9;
    }

    private static String reason(LoadOptions options, Precision precision, TorchDevice device, int threads) {
        String where =
                device.isCuda() ? device.toString() : "CPU with " + threads + (threads == 1 ? " thread" : " threads");
        String why;
        if (options.device() == DeviceChoice.AUTO) {
            why = device.isCuda() ? "a CUDA device is there" : "PyTorch finds no CUDA device";
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
