package io.phiworkbench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Lines typed at a terminal: editing, history of this session (kept in memory only), pasted paragraphs as one line,
 * completion of commands and file names. Ctrl-C empties the line, twice on an empty line or Ctrl-D leaves.
 */
final class TerminalLines implements LineSource {
    private final Terminal terminal;
    private final LineReader reader;
    private final List<String> commands;

    /**
     * @param interrupts hears Ctrl-C while no line is read
     * @param commands completed at the start of a line
     */
    TerminalLines(Interrupts interrupts, List<String> commands) {
        this.commands = commands;
        try {
            terminal = TerminalBuilder.builder()
                    .encoding(StandardCharsets.UTF_8)
                    .dumb(true)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be opened: " + e.getMessage(), e);
        }
        terminal.handle(Terminal.Signal.INT, signal -> interrupts.interrupt());
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]))
                .completer(this::complete)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, true)
                .build();
    }

    @Override
    public Optional<String> read(String prompt) {
        boolean interrupted = false;
        while (true) {
            try {
                return Optional.of(reader.readLine(prompt));
            } catch (UserInterruptException e) {
                boolean empty = e.getPartialLine() == null || e.getPartialLine().isBlank();
                if (empty && interrupted) {
                    return Optional.empty();
                }
                interrupted = empty;
                if (empty) {
                    terminal.writer().println("Ctrl-C once more or Ctrl-D leaves.");
                }
            } catch (EndOfFileException e) {
                return Optional.empty();
            }
        }
    }

    private void complete(LineReader lines, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            commands.stream().map(Candidate::new).forEach(candidates::add);
        } else if (line.words().getFirst().startsWith("/")) {
            completePath(line.word().substring(0, line.wordCursor()), candidates);
        }
    }

    private static void completePath(String typed, List<Candidate> candidates) {
        int slash = Math.max(typed.lastIndexOf('/'), typed.lastIndexOf('\\'));
        String parent = typed.substring(0, slash + 1);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(parent.isEmpty() ? "." : parent))) {
            for (Path entry : entries) {
                boolean folder = Files.isDirectory(entry);
                String name = parent + entry.getFileName() + (folder ? "/" : "");
                candidates.add(new Candidate(name, name, null, null, null, null, !folder));
            }
        } catch (IOException | InvalidPathException e) {
            candidates.clear();
        }
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be set back: " + e.getMessage(), e);
        }
    }
}
