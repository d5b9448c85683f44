package io.phiworkbench.inference.local;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.LoadFault;
import io.phiworkbench.inference.RunFault;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a computation that ran out of memory from one that failed otherwise. */
final class MemoryShortage {
    /** As CUDA's and the processor's allocators say it: "Tried to allocate 2.00 GiB", "you tried to allocate 64 bytes". */
    private static final Pattern ASKED =
            Pattern.compile("tried to allocate (\\d+(?:\\.\\d+)?) ?([KMGT]i?B|bytes)", Pattern.CASE_INSENSITIVE);

    private MemoryShortage() {}

    /** Why the computation failed on this device. */
    static Failure reason(Throwable failure, TorchDevice device) {
        if (failure instanceof OutOfMemoryError) {
            return Failure.of(RunFault.HEAP_OUT_OF_MEMORY);
        }
        OptionalLong asked = asked(failure);
        return asked.isPresent()
                ? Failure.of(RunFault.DEVICE_OUT_OF_MEMORY, device, asked.getAsLong())
                : Failure.of(RunFault.COMPUTATION, failure.getMessage());
    }

    /** Why a model of this name could not be brought into the library. */
    static Failure whileLoading(TorchException failure, String model) {
        OptionalLong asked = asked(failure);
        return asked.isPresent()
                ? Failure.of(LoadFault.DEVICE_OUT_OF_MEMORY, model, asked.getAsLong())
                : Failure.of(LoadFault.LIBRARY, model, failure.getMessage());
    }

    /** The MB that an allocator asked for in vain, if that is what failed. */
    private static OptionalLong asked(Throwable failure) {
        Matcher asked = ASKED.matcher(String.valueOf(failure.getMessage()));
        return failure instanceof TorchException && asked.find()
                ? OptionalLong.of(megabytes(asked))
                : OptionalLong.empty();
    }
    /** Rounded up. */
    private static long megabytes(Matcher asked) {
        int power = "bkmgt".indexOf(asked.group(2).toLowerCase(Locale.ROOT).charAt(0));
        return (long) Math.ceil(Double.parseDouble(asked.group(1)) * Math.pow(1024, power) / 1e6);
    }
}
