package io.phiworkbench.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The library that computes on NVIDIA's graphics cards. */
@Command(
        name = "cuda",
        synopsisSubcommandLabel = "COMMAND",
        description = "Show, fetch or remove what computes on an NVIDIA graphics card.")
final class CudaCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** With its subcommands. */
    static CommandLine commandLine(Services services, CudaPlace place) {
        return new CommandLine(new CudaCommand())
                .addSubcommand(new CudaStatusCommand(services, place))
                .addSubcommand(new CudaInstallCommand(services, place))
                .addSubcommand(new CudaRemoveCommand(services, place));
    }

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "a command is needed: status, install or remove");
    }
}
