package io.phiworkbench.cli;

import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.remote.RemoteException;
import io.phiworkbench.models.hub.HubException;
import io.phiworkbench.server.ServerException;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program's commands, and how their failures end it. */
@Command(
        name = "phi",
        mixinStandardHelpOptions = false,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Phi-3 and Phi-3.5, text and vision, on your own machine.",
        footer = {
            "",
            "Exit status: 0 done, 1 error of the program, 2 wrong usage, 3 model cannot be loaded,",
            "4 input cannot be used, 5 run failed, 6 model or CUDA support cannot be downloaded, checked",
            "or deleted, 130 cancelled."
        })
final class PhiCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    /** The program as picocli runs it. */
    static CommandLine commandLine(Services services, Supplier<LineSource> lines) {
        return commandLine(services, lines, ModelStore.ofUser(), CudaPlace.ofMachine());
    }

    /** As above, with models and cards elsewhere. */
    static CommandLine commandLine(Services services, Supplier<LineSource> lines, ModelStore store, CudaPlace cuda) {
        CommandLine phi = new CommandLine(new PhiCommand())
                .addSubcommand(new ChatCommand(services, lines))
                .addSubcommand(new CompleteCommand(services))
                .addSubcommand(new CompareCommand(services))
                .addSubcommand(new OcrCommand(services))
                .addSubcommand(new ChartCommand(services))
                .addSubcommand(new InfoCommand(services))
                .addSubcommand(new LogitsCommand(services))
                .addSubcommand(new GraphCommand(services))
                .addSubcommand(new BenchCommand(services))
                .addSubcommand(new ServeCommand(services))
                .addSubcommand(RemoteCommand.commandLine(services))
                .addSubcommand(CommandGroup.of(
                        "models",
                        "List, download, delete and check models.",
                        new ModelsInt8Command(services, store.int8()),
                        new ModelsListCommand(services, store),
                        new ModelsPullCommand(services, store),
                        new ModelsRmCommand(services, store),
                        new ModelsVerifyCommand(services, store)))
                .addSubcommand(CommandGroup.of(
                        "cuda",
                        "Show, fetch or remove what computes on an NVIDIA graphics card.",
                        new CudaStatusCommand(services, cuda),
                        new CudaInstallCommand(services, cuda),
                        new CudaRemoveCommand(services, cuda)));
        phi.setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setOut(new java.io.PrintWriter(services.console().out(), true))
                .setErr(new java.io.PrintWriter(services.console().err(), true))
                .setParameterExceptionHandler((e, args) -> usageError(e, services.console()))
                .setExecutionExceptionHandler((e, command, _) -> failure(
                        e, command.getParseResult().hasMatchedOption(CommonOptions.VERBOSE), services.console()));
        return phi;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }

    private static int usageError(ParameterException e, Console console) {
        CommandLine command = e.getCommandLine();
        console.err()
                .println("phi: " + oneLine(words(e)) + "; see "
                        + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    /** Of what nothing takes: a command that there is not, an option or a word too many, and what comes near. */
    private static String words(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return e.getMessage();
        }
        String first = unmatched.getUnmatched().getFirst();
        boolean group = !e.getCommandLine().getSubcommands().isEmpty();
        String what = unmatched.isUnknownOption()
                ? e.getMessage()
                : group ? "there is no command '" + first + "'" : "'" + first + "' is a word too many";
        List<String> near = unmatched.getSuggestions();
        return near.isEmpty()
                        || near.size() == e.getCommandLine().getSubcommands().size()
                ? what
                : what + "; did you mean " + near.getFirst() + "?";
    }

    private static int failure(Exception e, boolean verbose, Console console) {
        int code = switch (e) {
            case CancelledException _ -> ExitCode.CANCELLED;
            case ModelLoadException _ -> ExitCode.MODEL;
            case BadInputException _ -> ExitCode.INPUT;
            case RemoteException _ -> ExitCode.INPUT;
            case GenerationException _ -> ExitCode.GENERATION;
            case ServerException _ -> ExitCode.INPUT;
            case HubException _ -> ExitCode.DOWNLOAD;
            default -> ExitCode.INTERNAL;
        };
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : oneLine(e.getMessage());
        console.err()
                .println("phi: "
                        + (code == ExitCode.INTERNAL
                                ? "internal error: " + e.getClass().getSimpleName() + ": " + message
                                        + "; --verbose shows where"
                                : message));
        if (verbose) {
            e.printStackTrace(console.err());
        }
        return code;
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
