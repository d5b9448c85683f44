package io.phiworkbench.compare;

import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.PictureReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Questions with the answers that are expected, out of a file.
 *
 * @param questions those that can be asked
 * @param problems what cannot be used, in the order of the lines
 */
public record PromptSet(List<Question> questions, List<Problem> problems) {

    public PromptSet {
        questions = List.copyOf(questions);
        problems = List.copyOf(problems);
    }

    /** Something that is wrong with a line of the file; the text says what, and what became of it. */
    public record Problem(int line, String text) {
        @Override
        public String toString() {
            return "line " + line + ": " + text;
        }
    }

    /** A line as it stands in the file. */
    record Entry(int line, Optional<String> prompt, List<String> images, Optional<String> expected) {}

    /**
     * Reads a .csv file with a head line, or a .jsonl file with an object a line: {@code prompt}, and where wanted
     * {@code images} and {@code expected}. Picture files are looked for beside the file.
     *
     * @throws AnalysisException if the file cannot be read at all
     */
    public static PromptSet read(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        List<Problem> problems = new ArrayList<>();
        List<Entry> entries;
        if (name.endsWith(".csv")) {
            entries = new PromptCsv(file, problems).entries(text(file));
        } else if (name.endsWith(".jsonl")) {
            entries = PromptJsonLines.entries(text(file), problems);
        } else {
            throw new AnalysisException(file + " is no prompt set; give a .csv or a .jsonl file");
        }
        return checked(file, entries, problems);
    }

    private static String text(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new AnalysisException(file + " is not UTF-8; save it as UTF-8", e);
        } catch (IOException e) {
            throw new AnalysisException(
                    Files.exists(file) ? file + " cannot be read: " + e.getMessage() : file + " does not exist", e);
        }
    }

    private static PromptSet checked(Path file, List<Entry> entries, List<Problem> problems) {
        List<Question> questions = new ArrayList<>();
        for (Entry entry : entries) {
            List<Path> images =
                    entry.images().stream().map(file::resolveSibling).toList();
            List<String> faults = new ArrayList<>();
            if (entry.prompt().filter(p -> !p.isBlank()).isEmpty()) {
                faults.add("there is no prompt");
            }
            images.forEach(image -> fault(image).ifPresent(faults::add));
            if (faults.isEmpty()) {
                questions.add(new Question(
                        entry.line(),
                        entry.prompt().orElseThrow(),
                        images.stream().map(QuestionPicture::of).toList(),
                        entry.expected()));
            } else {
                problems.add(new Problem(entry.line(), String.join("; ", faults) + "; left out"));
            }
        }
        problems.sort(java.util.Comparator.comparingInt(Problem::line));
        return new PromptSet(questions, problems);
    }

    private static Optional<String> fault(Path image) {
        if (!Files.isRegularFile(image)) {
            return Optional.of("there is no picture " + image);
        }
        try {
            new PictureReader().read(image);
            return Optional.empty();
        } catch (MediaException e) {
            return Optional.of(e.getMessage());
        }
    }
}
