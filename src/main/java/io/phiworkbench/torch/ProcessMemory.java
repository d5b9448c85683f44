package io.phiworkbench.torch;

import io.phiworkbench.cuda.NvidiaDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Memory of this process and this machine in bytes.
 *
 * @param resident resident set; 0 where the platform does not tell
 * @param peakResident largest resident set so far; 0 where the platform does not tell
 */
public record ProcessMemory(long resident, long peakResident) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    /** Figures of this moment. */
    public static ProcessMemory now() {
        return new ProcessMemory(
                kilobytes(STATUS, "VmRSS:").orElse(0) * 1024,
                kilobytes(STATUS, "VmHWM:").orElse(0) * 1024);
    }

    /**
     * Memory that new weights could take: what the system calls available, page cache included; else the free physical
     * memory that the JVM reports.
     */
    public static long available() {
        OptionalLong linux = kilobytes(MEMINFO, "MemAvailable:");
        if (linux.isPresent()) {
            return linux.getAsLong() * 1024;
        }
        var system = (com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        return system.getFreeMemorySize();
    }

    /** Use of a CUDA device's memory; empty on the CPU, and where the driver does not tell. */
    public static Optional<NvidiaDriver.MemoryUse> device(TorchDevice device) {
        return device.isCuda() ? NvidiaDriver.memory(device.index()) : Optional.empty();
    }

    private static OptionalLong kilobytes(Path file, String key) {
        if (!Files.isReadable(file)) {
            return OptionalLong.empty();
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
