package io.phiworkbench.models;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Memory of a machine or an accelerator in bytes.
 *
 * @param available what new weights could take, the page cache included
 * @param total all there is
 */
public record MachineMemory(long available, long total) {
    private static final Path PROC = Path.of("/proc/meminfo");
    private static final Path CGROUP = Path.of("/sys/fs/cgroup");

    /** This machine now; inside of a container, the container's share. */
    public static MachineMemory now() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return now(PROC, CGROUP, new MachineMemory(system.getFreeMemorySize(), system.getTotalMemorySize()));
    }

    static MachineMemory now(Path proc, Path cgroup, MachineMemory reportedByJvm) {
        OptionalLong available = kilobytes(proc, "MemAvailable:");
        OptionalLong total = kilobytes(proc, "MemTotal:");
        if (available.isEmpty() || total.isEmpty()) {
            return reportedByJvm;
        }
        return container(cgroup, new MachineMemory(available.getAsLong(), total.getAsLong()));
    }

    /** A limit of the control group (version 2) below the machine's memory counts, its page cache being available. */
    private static MachineMemory container(Path cgroup, MachineMemory machine) {
        OptionalLong limit = number(cgroup.resolve("memory.max"));
        OptionalLong used = number(cgroup.resolve("memory.current"));
        if (limit.isEmpty() || used.isEmpty() || limit.getAsLong() >= machine.total()) {
            return machine;
        }
        Path statistics = cgroup.resolve("memory.stat");
        long cache = field(statistics, "inactive_file ").orElse(0)
                + field(statistics, "active_file ").orElse(0);
        long free = Math.max(0, limit.getAsLong() - Math.max(0, used.getAsLong() - cache));
        return new MachineMemory(Math.min(machine.available(), free), limit.getAsLong());
    }

    private static OptionalLong kilobytes(Path file, String key) {
        OptionalLong value = field(file, key);
        return value.isPresent() ? OptionalLong.of(value.getAsLong() * 1024) : value;
    }

    private static OptionalLong field(Path file, String key) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(
                            line -> Long.parseLong(line.substring(key.length()).replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong number(Path file) {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            // Absent without control groups; the word "max" without a limit.
            return OptionalLong.empty();
        }
    }
}
