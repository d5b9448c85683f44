package io.phiworkbench.torch;

import io.phiworkbench.cuda.CudaFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts {@link CudaTrialProgram} and understands its end. */
final class CudaTrialProcess {
    /** Several gigabytes may have to be read from a slow disk. */
    private static final long MINUTES = 5;
    /** What the program was started with, and the other process needs too. */
    private static final List<String> PASSED_ON = List.of("ENGINE_CACHE_DIR", "DJL_CACHE_DIR", "ai.djl.offline");

    private CudaTrialProcess() {}

    /**
     * @return why the library does not work; empty if it does
     * @throws IOException if that cannot be found out
     */
    static Optional<String> run(Path library) throws IOException {
        NamedLibrary.addBridge(library, CudaFolder.ofUser().orElseThrow().platform());
        Path output = Files.createTempFile("phi-cuda-trial", ".txt");
        try {
            Process process = start(library, output);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("no answer within " + MINUTES + " minutes");
            }
            return verdict(process.exitValue(), Files.readAllLines(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** @param lines what the program printed */
    static Optional<String> verdict(int status, List<String> lines) {
        if (status == 0 && lines.contains(CudaTrialProgram.WORKS)) {
            return Optional.empty();
        }
        return Optional.of(lines.stream()
                .filter(line -> line.startsWith(CudaTrialProgram.FAILED))
                .map(line -> line.substring(CudaTrialProgram.FAILED.length()))
                .findFirst()
                .orElse("the process that tried it ended with status " + status));
    }

    private static Process start(Path library, Path output) throws IOException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java")
                        .toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true"));
        PASSED_ON.stream()
                .filter(name -> System.getProperty(name) != null)
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CudaTrialProgram.class.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(NamedLibrary.settings(library));
        builder.environment().put("DJL_OFFLINE", "true");
        builder.environment().put("OPT_OUT_TRACKING", "true");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
