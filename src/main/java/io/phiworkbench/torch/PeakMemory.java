package io.phiworkbench.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The largest resident set of this process during a piece of work. Linux tells; elsewhere nobody knows. */
public final class PeakMemory {
    /** Writing 5 resets the peak that {@code VmHWM} tells (proc(5)). */
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    private PeakMemory() {}

    /** Resident bytes at the peak of {@code work}; empty where the system does not tell. */
    public static OptionalLong during(Runnable work) {
        boolean reset = reset();
        work.run();
        return reset ? OptionalLong.of(ProcessMemory.now().peakResident()) : OptionalLong.empty();
    }

    private static boolean reset() {
        if (!Files.isWritable(CLEAR)) {
            return false;
        }
        try {
            Files.writeString(CLEAR, "5");
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
