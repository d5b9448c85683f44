package io.phiworkbench.compare;

import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.analysis.AnalysisFault;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.failure.FileFault;
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

    /** Something that is wrong with a line of the file; what, and what became of it. */
    public record Problem(int line, Failure what) {

        /** With the number of the line. */
        public Failure failure() {
            return Failure.of(AnalysisFault.LINE, line, what);
        }

        @Override
        public String toString() {
            return failure().english();
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
            throw new AnalysisException(AnalysisFault.NO_PROMPT_SET, file);
        }
        return checked(file, entries, problems);
    }

    private static String text(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new AnalysisException(e, AnalysisFault.NO_UTF8, file);
        } catch (IOException e) {
            throw new AnalysisException(
                    e, Files.exists(file) ? AnalysisFault.UNREADABLE : AnalysisFault.ABSENT, file, FileFault.of(e));
        }
    }

    private static PromptSet checked(Path file, List<Entry> entries, List<Problem> problems) {
        List<Question> questions = new ArrayList<>();
        for (Entry entry : entries) {
            List<Path> images =
                    entry.images().stream().map(file::resolveSibling).toList();
            List<Failure> faults = new ArrayList<>();
            if (entry.prompt().filter(p -> !p.isBlank()).isEmpty()) {
                faults.add(Failure.of(AnalysisFault.NO_PROMPT));
            }
            images.forEach(image -> fault(image).ifPresent(faults::add));
            if (faults.isEmpty()) {
                questions.add(new Question(
                        entry.line(),
                        entry.prompt().orElseThrow(),
                        images.stream().map(QuestionPicture::of).toList(),
                        entry.expected()));
            } else {
                Failure all = faults.stream()
                        .reduce((first, more) -> Failure.of(AnalysisFault.BOTH, first, more))
                        .orElseThrow();
                problems.add(new Problem(entry.line(), Failure.of(AnalysisFault.LEFT_OUT, all)));
            }
        }
        problems.sort(java.util.Comparator.comparingInt(Problem::line));
        return new PromptSet(questions, problems);
    }

    private static Optional<Failure> fault(Path image) {
        if (!Files.isRegularFile(image)) {
            return Optional.of(Failure.of(AnalysisFault.NO_PICTURE, image));
        }
        try {
            new PictureReader().read(image);
            return Optional.empty();
        } catch (MediaException e) {
            return Optional.of(e.failure());
        }
    }
}
