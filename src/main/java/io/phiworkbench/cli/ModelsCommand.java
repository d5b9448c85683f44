package io.phiworkbench.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The models of this machine and those that can be downloaded. */
@Command(name = "models", synopsisSubcommandLabel = "COMMAND", description = "List, download, delete and check models.")
final class ModelsCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** With its subcommands. */
    static CommandLine commandLine(Services services, ModelStore store) {
        return new CommandLine(new ModelsCommand())
                .addSubcommand(new ModelsListCommand(services, store))
                .addSubcommand(new ModelsPullCommand(services, store))
                .addSubcommand(new ModelsRmCommand(services, store))
                .addSubcommand(new ModelsVerifyCommand(services, store));
    }

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "a command is needed: list, pull, rm or verify");
    }
}
