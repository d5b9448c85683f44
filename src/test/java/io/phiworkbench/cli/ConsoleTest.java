package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which streams are terminals, as a program finds it that no start script tells: in processes of their own. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "script(1) makes the terminal, and takes other options elsewhere")
class ConsoleTest {
    @TempDir
    Path folder;

    /** Writes what it finds into the file that it is given. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] args) throws IOException {
            Console console = Console.system();
            Files.writeString(
                    Path.of(args[0]),
                    (console.inIsTerminal() ? "in " : "")
                            + (console.outIsTerminal() ? "out " : "")
                            + (console.errIsTerminal() ? "err " : ""));
        }
    }

    @Test
    void atATerminalAllThreeAre() throws Exception {
        assertThat(foundAtATerminal("")).isEqualTo("in out err ");
    }

    @Test
    void whatIsRedirectedIsNone() throws Exception {
        assertThat(foundAtATerminal("</dev/null")).isEqualTo("out err ");
        assertThat(foundAtATerminal(">/dev/null")).isEqualTo("in err ");
        assertThat(foundAtATerminal("2>/dev/null")).isEqualTo("in out ");
    }

    @Test
    void pipesAreNone() throws Exception {
        assertThat(found("sh", "-c", probe())).isEmpty();
    }

    private String foundAtATerminal(String redirection) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) is missing");
        return found("script", "--quiet", "--return", "--command", probe() + " " + redirection, "/dev/null");
    }

    private String found(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return Files.readString(folder.resolve("found"));
    }

    private String probe() throws IOException {
        // The class path is too long for a command line.
        Path options = Files.writeString(
                folder.resolve("options"),
                "--enable-native-access=ALL-UNNAMED -cp \"" + System.getProperty("java.class.path") + "\"");
        return "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' @'" + options + "' '"
                + Probe.class.getName() + "' '" + folder.resolve("found") + "'";
    }
}
