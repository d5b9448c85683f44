package io.phiworkbench.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds others: alone it says which. */
@Command(synopsisSubcommandLabel = "COMMAND")
final class CommandGroup implements Runnable {
    @Spec
    private CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private CommandGroup() {}

    /** @param commands two or more, annotated with their names */
    static CommandLine of(String name, String description, Object... commands) {
        CommandLine group = new CommandLine(new CommandGroup());
        group.getCommandSpec().name(name).usageMessage().description(description);
        for (Object each : commands) {
            group.addSubcommand(each);
        }
        return group;
    }

    @Override
    public void run() {
        List<String> names = new ArrayList<>(command.subcommands().keySet());
        String last = names.removeLast();
        throw new ParameterException(
                command.commandLine(), "a command is needed: " + String.join(", ", names) + " or " + last);
    }
}
