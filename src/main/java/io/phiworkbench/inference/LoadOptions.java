package io.phiworkbench.inference;

import java.util.OptionalInt;

/**
 * How to load a checkpoint.
 *
 * @param precision of the weights
 * @param device where to run
 * @param threads CPU threads, absent for the number of physical cores
 * @param contextLength upper limit of a session's tokens, absent for the model's own
 */
public record LoadOptions(Precision precision, DeviceChoice device, OptionalInt threads, OptionalInt contextLength) {

    /** Everything chosen by what fits. */
    public static LoadOptions auto() {
        return new LoadOptions(Precision.AUTO, DeviceChoice.AUTO, OptionalInt.empty(), OptionalInt.empty());
    }

    public LoadOptions withPrecision(Precision value) {
        return new LoadOptions(value, device, threads, contextLength);
    }

    public LoadOptions withDevice(DeviceChoice value) {
        return new LoadOptions(precision, value, threads, contextLength);
    }

    public LoadOptions withThreads(int value) {
        return new LoadOptions(precision, device, OptionalInt.of(value), contextLength);
    }

    public LoadOptions withContextLength(int value) {
        return new LoadOptions(precision, device, threads, OptionalInt.of(value));
    }

    /** Precision of the weights. */
    public enum Precision {
        /** The best that fits: on CUDA bf16; on CPU int8 for models above a billion weights, else fp32. */
        AUTO,
        FP32,
        BF16,
        FP16,
        /** Weights in 8 bits with a scale an output channel, activations quantised token by token. */
        INT8;

        /** The name used on the command line and shown to the user. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Where to run. */
    public enum DeviceChoice {
        AUTO,
        CPU,
        CUDA
    }
}
