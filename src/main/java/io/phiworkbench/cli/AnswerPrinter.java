package io.phiworkbench.cli;

import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.Prompt;
import java.util.stream.Collectors;

/** Writes an answer to standard output, as text while it comes or as one JSON object, and its figures to standard error. */
final class AnswerPrinter {
    private final Console console;
    private final CommonOptions common;

    AnswerPrinter(Console console, CommonOptions common) {
        this.console = console;
        this.common = common;
    }

    /**
     * Runs and prints a single answer.
     *
     * @return the exit code
     */
    int print(AnswerRun run, Prompt prompt, GenerationOptions options) {
        GenerationResult result = answer(run, prompt, options);
        return result.reason() == FinishReason.CANCELLED ? ExitCode.CANCELLED : ExitCode.OK;
    }

    /** Runs and prints one of several answers. */
    GenerationResult answer(AnswerRun run, Prompt prompt, GenerationOptions options) {
        GenerationResult result = run.run(prompt, options, common.json ? text -> true : this::write);
        if (common.json) {
            console.out().println(AnswerJson.of(result));
        } else if (result.text().isEmpty()) {
            console.out().println(ids(result));
        } else if (!result.text().endsWith("\n")) {
            console.out().println();
        }
        if (console.errIsTerminal() && !common.quiet) {
            console.err().println(Figures.summary(result.statistics(), result.reason()));
        }
        return result;
    }

    /** For a checkpoint without tokenizer the ids are the answer. */
    private static String ids(GenerationResult result) {
        return result.tokens().stream()
                .map(token -> Integer.toString(token.id()))
                .collect(Collectors.joining(","));
    }

    /** False once the reader of our output has gone, as {@code | head} does. */
    private boolean write(String text) {
        console.out().print(text);
        console.out().flush();
        return !console.out().checkError();
    }
}
