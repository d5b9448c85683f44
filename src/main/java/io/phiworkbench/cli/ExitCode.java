package io.phiworkbench.cli;

/** What the program's exit status says; documented in {@code docs/cli.md}. */
final class ExitCode {
    /** Done. */
    static final int OK = 0;
    /** An error of the program itself. */
    static final int INTERNAL = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** The model cannot be loaded. */
    static final int MODEL = 3;
    /** A picture, page, video, text or output file cannot be used, or the prompt does not fit. */
    static final int INPUT = 4;
    /** The run failed. */
    static final int GENERATION = 5;
    /** A model cannot be downloaded, checked or deleted, or is damaged. */
    static final int DOWNLOAD = 6;
    /** Ended by the user; 128 + SIGINT as shells have it. */
    static final int CANCELLED = 130;

    private ExitCode() {}
}
