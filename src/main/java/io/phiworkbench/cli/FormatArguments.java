package io.phiworkbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.failure.FileFault;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.inference.local.grammar.ConstraintCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What form the answer must have. */
final class FormatArguments {
    private static final OutputFormat.Csv TABLE = new OutputFormat.Csv(1, 16);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "Form of the answer: text (default), json (an object) or csv (a table).")
    private Kind kind;

    @Option(names = "--json-schema", paramLabel = "FILE", description = "The answer is JSON that fulfils this schema.")
    private Path schema;

    @Option(names = "--choice", paramLabel = "TEXT", description = "The answer is one of these; repeatable.")
    private List<String> choices;

    @Option(names = "--pattern", paramLabel = "REGEX", description = "The answer matches this regular expression.")
    private String pattern;

    /** The named forms. */
    enum Kind {
        text,
        json,
        csv
    }

    /**
     * The form that was asked for, if any was; checked before a model is loaded.
     *
     * @throws ParameterException if more than one was
     * @throws BadInputException if the schema cannot be read, or it or the expression is not understood
     */
    Optional<OutputFormat> format() {
        List<OutputFormat> given = new ArrayList<>();
        if (kind != null) {
            given.add(named(kind));
        }
        if (schema != null) {
            given.add(new OutputFormat.JsonSchema(read(schema)));
        }
        if (choices != null) {
            given.add(choice());
        }
        if (pattern != null) {
            given.add(new OutputFormat.Pattern(pattern));
        }
        if (given.size() > 1) {
            throw new ParameterException(
                    command.commandLine(), "give only one of --format, --json-schema, --choice and --pattern");
        }
        given.forEach(FormatArguments::check);
        return given.stream().findFirst();
    }

    private static OutputFormat named(Kind kind) {
        return switch (kind) {
            case text -> OutputFormat.TEXT;
            case json -> OutputFormat.JSON;
            case csv -> TABLE;
        };
    }

    private OutputFormat choice() {
        try {
            return new OutputFormat.Choice(choices);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private static void check(OutputFormat format) {
        try {
            ConstraintCompiler.check(format);
        } catch (GenerationException e) {
            throw new BadInputException(e.getMessage(), e);
        }
    }

    /** Without the parser's remarks on its own settings. */
    private static String fault(JsonProcessingException e) {
        String words = e.getOriginalMessage().replaceAll("(?s)\\s*\\(start marker at .*|\\s*\\R.*", "");
        return e.getLocation() == null
                ? words
                : words + ", line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static String read(Path file) {
        try {
            String text = Files.readString(file);
            new ObjectMapper().readTree(text);
            return text;
        } catch (JsonProcessingException e) {
            throw new BadInputException(file + ": is no JSON (" + fault(e) + "); correct it or name another file", e);
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": cannot be read as a JSON schema (" + FileFault.cause(e) + "); give a UTF-8 text file", e);
        }
    }
}
