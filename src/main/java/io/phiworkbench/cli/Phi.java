package io.phiworkbench.cli;

import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.Settings;
import io.phiworkbench.inference.local.Int8Folder;
import io.phiworkbench.inference.local.LocalModelLoader;
import io.phiworkbench.vision.FontList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.utils.Signals;

/** The program {@code phi}. */
public final class Phi {
    private Phi() {}

    public static void main(String[] args) {
        Console console = Console.system();
        FontList.keepIn(DataFolder.ofUser().cache());
        quietLogs(List.of(args).contains(CommonOptions.VERBOSE));
        // The engine's threads may be deep in native code: halt ends the program whatever they do.
        Interrupts interrupts = new Interrupts(() -> Runtime.getRuntime().halt(ExitCode.CANCELLED));
        Signals.register("INT", interrupts::interrupt);
        Services services = new Services(console, interrupts, () -> new LocalModelLoader(Phi::int8Folder));
        int code = run(services, args);
        console.out().flush();
        System.exit(code);
    }

    private static int run(Services services, String[] args) {
        try {
            return PhiCommand.commandLine(services, () -> new TerminalLines(services.interrupts(), Repl.COMMANDS))
                    .execute(args);
        } catch (OutOfMemoryError e) {
            services.console()
                    .err()
                    .println("phi: out of Java memory (" + e.getMessage() + "); PHI_JAVA_OPTIONS=-Xmx4g gives more");
            return ExitCode.INTERNAL;
        }
    }

    /** Settings are read at each load, as the window may have changed them meanwhile. */
    private static Optional<Int8Folder> int8Folder() {
        DataFolder folder = DataFolder.ofUser();
        try (Settings settings = Settings.open(folder.settings())) {
            return settings.get(Settings.KEEP_INT8) ? Optional.of(Int8Folder.at(folder.int8())) : Optional.empty();
        }
    }

    /** The libraries below log to java.util.logging; a user sees that only on request. */
    private static void quietLogs(boolean verbose) {
        Logger.getLogger("").setLevel(verbose ? Level.INFO : Level.OFF);
    }
}
