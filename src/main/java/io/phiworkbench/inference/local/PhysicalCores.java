package io.phiworkbench.inference.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Number of cores of this machine's processors. */
final class PhysicalCores {
    private static final Path TOPOLOGY = Path.of("/sys/devices/system/cpu");

    private PhysicalCores() {}

    /**
     * Cores that this process may use: distinct thread groups where Linux tells them, else all processors the JVM sees.
     */
    static int count() {
        int processors = Runtime.getRuntime().availableProcessors();
        try (Stream<Path> folders = Files.list(TOPOLOGY)) {
            long cores = folders.map(folder -> folder.resolve("topology/thread_siblings_list"))
                    .filter(Files::isReadable)
                    .map(PhysicalCores::content)
                    .distinct()
                    .count();
            return cores == 0 ? processors : (int) Math.min(cores, processors);
        } catch (IOException e) {
            return processors;
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return file.toString();
        }
    }
}
