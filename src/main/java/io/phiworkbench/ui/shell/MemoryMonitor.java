package io.phiworkbench.ui.shell;

import io.phiworkbench.inference.MemoryFigures;
import io.phiworkbench.ui.control.FxThread;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Reads the memory of the process, the machine and the models once a second. */
public final class MemoryMonitor implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Path STATUS = Path.of("/proc/self/status");

    private final ReadOnlyObjectWrapper<Sample> now =
            new ReadOnlyObjectWrapper<>(new Sample(0, 0, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty()));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("memory-monitor").daemon().factory());

    /** @param models figures of what is loaded; asked on the monitor's thread */
    public MemoryMonitor(FxThread threads, Supplier<Optional<MemoryFigures>> models) {
        timer.scheduleAtFixedRate(
                () -> {
                    Sample sample = sample(models.get());
                    threads.fx().execute(() -> now.set(sample));
                },
                0,
                INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * Memory in bytes.
     *
     * @param resident of this process; 0 where the platform does not tell
     * @param javaHeap used part of the Java heap
     * @param keyValueCache of the loaded models
     * @param machineAvailable what other programs could take
     * @param machineTotal all of the machine
     * @param deviceUsed of the accelerator, absent without
     * @param deviceTotal of the accelerator, absent without
     */
    public record Sample(
            long resident,
            long javaHeap,
            long keyValueCache,
            long machineAvailable,
            long machineTotal,
            OptionalLong deviceUsed,
            OptionalLong deviceTotal) {}

    public ReadOnlyObjectProperty<Sample> nowProperty() {
        return now.getReadOnlyProperty();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static Sample sample(Optional<MemoryFigures> models) {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Runtime runtime = Runtime.getRuntime();
        return new Sample(
                models.map(MemoryFigures::processResident).filter(r -> r > 0).orElseGet(MemoryMonitor::resident),
                runtime.totalMemory() - runtime.freeMemory(),
                models.map(MemoryFigures::keyValueCache).orElse(0L),
                system.getFreeMemorySize(),
                system.getTotalMemorySize(),
                models.map(MemoryFigures::deviceUsed).orElse(OptionalLong.empty()),
                models.map(MemoryFigures::deviceTotal).orElse(OptionalLong.empty()));
    }

    private static long resident() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(l -> l.startsWith("VmRSS:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            // Only Linux has this file.
            return 0;
        }
    }
}
