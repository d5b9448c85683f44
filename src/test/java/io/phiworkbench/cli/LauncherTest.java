package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/phi} with a java that prints what it was given. */
@DisabledOnOs(value = WINDOWS, disabledReason = "the launcher of Unix systems")
class LauncherTest {
    private static final Path LAUNCHERS = Path.of("src", "main", "launcher");

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void layOut() throws IOException {
        home = Files.createDirectories(folder.resolve("a phi"));
        Path bin = Files.createDirectories(home.resolve("bin"));
        for (String name : List.of("phi", "phi-workbench", "phi-java")) {
            executable(bin.resolve(name), Files.readString(LAUNCHERS.resolve(name)));
        }
    }

    @Test
    void argumentsReachTheProgramUnchanged() throws Exception {
        Path java = java("jdk", "25.0.1");
        Result result = start("phi", Map.of("PHI_JAVA", java.toString()), "chat", "a b", "", "*", "-x");
        assertThat(result.lines())
                .containsSequence("[io.phiworkbench.cli.Phi]", "[chat]", "[a b]", "[]", "[*]", "[-x]")
                .contains("[-Dphi.home=" + home.toRealPath() + "]", "[--enable-native-access=ALL-UNNAMED]");
    }

    @Test
    void theWindowIsStartedByItsOwnName() throws Exception {
        Result result =
                start("phi-workbench", Map.of("PHI_JAVA", java("jdk", "25").toString()));
        assertThat(result.lines()).contains("[io.phiworkbench.ui.PhiWorkbench]");
    }

    @Test
    void aLinkFindsTheProgram() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("phi-link"), home.resolve("bin/phi"));
        Result result = start(link, Map.of("PHI_JAVA", java("jdk", "25").toString()), List.of("info"));
        assertThat(result.lines()).contains("[-Dphi.home=" + home.toRealPath() + "]", "[info]");
    }

    @Test
    void phiJavaMayNameAHome() throws Exception {
        Path jdk = java("jdk", "26").getParent().getParent();
        assertThat(start("phi", Map.of("PHI_JAVA", jdk.toString())).code()).isZero();
    }

    @Test
    void javaHomeIsPassedOverWhereItIsTooOld() throws Exception {
        Path old = java("old", "17.0.15");
        Path young = java("young", "25");
        Result result = start(
                "phi",
                Map.of(
                        "JAVA_HOME",
                        old.getParent().getParent().toString(),
                        "PATH",
                        young.getParent() + ":" + System.getenv("PATH")));
        assertThat(result.lines()).first().isEqualTo("java young");
    }

    @Test
    void anOldPhiJavaIsAnErrorThatNamesIt() throws Exception {
        Path old = java("old", "17.0.15");
        Result result = start("phi", Map.of("PHI_JAVA", old.toString()));
        assertThat(result.code()).isEqualTo(ExitCode.MODEL);
        assertThat(result.lines()).containsExactly("phi: PHI_JAVA is " + old + ", which is no Java 25 or newer");
    }

    @Test
    void optionsForTheJvmAreWords() throws Exception {
        Result result = start(
                "phi", Map.of("PHI_JAVA", java("jdk", "25").toString(), "PHI_JAVA_OPTIONS", "-Xmx9g -Dx=y"), "info");
        assertThat(result.lines()).contains("[-Xmx9g]", "[-Dx=y]");
    }

    @Test
    void pipesAreNoTerminals() throws Exception {
        Result result = start("phi", Map.of("PHI_JAVA", java("jdk", "25").toString()));
        assertThat(result.lines()).contains("[-Dphi.terminals=]");
    }

    private Path java(String name, String version) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve(name).resolve("bin")).getParent();
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return executable(
                jdk.resolve("bin/java"),
                "#!/bin/sh\necho \"java " + name + "\"\nfor a; do printf '[%s]\\n' \"$a\"; done\n");
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result start(String program, Map<String, String> environment, String... arguments) throws Exception {
        return start(home.resolve("bin").resolve(program), environment, List.of(arguments));
    }

    private static Result start(Path program, Map<String, String> environment, List<String> arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "PHI_JAVA", "PHI_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output.lines().toList());
    }

    private record Result(int code, List<String> lines) {}
}
