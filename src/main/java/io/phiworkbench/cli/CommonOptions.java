package io.phiworkbench.cli;

import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {
    static final String VERBOSE = "--verbose";

    @Option(names = "--json", description = "Print one JSON object; its fields are listed in docs/cli.md.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no figures on standard error.")
    boolean quiet;

    @Option(names = VERBOSE, description = "Show where an error came from, and the engine's log.")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
