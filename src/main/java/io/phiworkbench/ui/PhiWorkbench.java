package io.phiworkbench.ui;

import java.io.PrintStream;
import javafx.application.Application;
import picocli.CommandLine;

/**
 * Starts the window. A class of its own, since Java refuses to start a subclass of {@link Application} from the class
 * path.
 */
public final class PhiWorkbench {
    private PhiWorkbench() {}

    public static void main(String[] args) {
        WindowArguments arguments = new WindowArguments();
        CommandLine command = new CommandLine(arguments);
        try {
            command.parseArgs(args);
        } catch (CommandLine.ParameterException e) {
            System.err.println(e.getMessage());
            e.getCommandLine().usage(System.err);
            System.exit(CommandLine.ExitCode.USAGE);
        }
        if (command.isUsageHelpRequested() || command.isVersionHelpRequested()) {
            help(command, System.out);
            return;
        }
        if (arguments.headless()) {
            useNoDisplay();
        }
        if (arguments.noDisplayFound()) {
            System.err.println("There is no display: the window is drawn into a picture.");
        }
        WorkbenchApplication.prepare(arguments);
        EndSignal end = EndSignal.listen();
        Application.launch(WorkbenchApplication.class);
        System.exit(end.status(WorkbenchApplication.exitCode()));
    }

    private static void help(CommandLine command, PrintStream out) {
        if (command.isVersionHelpRequested()) {
            command.printVersionHelp(out);
        } else {
            command.usage(out);
        }
    }

    /** The toolkit's own platform without a display, drawn by the CPU. */
    private static void useNoDisplay() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
    }
}
