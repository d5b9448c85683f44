package io.phiworkbench.compare;

import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.analysis.AnalysisFault;
import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A comparison with its scores, as it is shown and written.
 *
 * @param problems of the prompt set
 * @param against the model whose answers the others are held against word by word
 * @param tolerance of numbers, as a part of the expected one
 */
public record ComparisonReport(
        ComparisonResult result, List<PromptSet.Problem> problems, ComparedModel against, double tolerance) {
    public ComparisonReport {
        problems = List.copyOf(problems);
    }

    /** The score of a question, by its place, at a model; absent where nothing is expected. A failed one is all wrong. */
    public Optional<Score> score(ComparedModel model, int question) {
        String answer = result.outcome(model, question) instanceof Outcome.Answered answered
                ? answered.result().text()
                : null;
        return result.questions()
                .get(question)
                .expected()
                .map(expected -> answer == null
                        ? new Score(false, false, 1, Score.of(expected, "", 0).number())
                        : Score.of(expected, answer, tolerance));
    }

    /** A summary for each model, in the plan's order. */
    public List<ModelSummary> summaries() {
        return result.plan().models().stream()
                .map(model -> ModelSummary.of(model, result.outcomes().get(model.label()), scores(model)))
                .toList();
    }

    private List<Score> scores(ComparedModel model) {
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < result.questions().size(); i++) {
            score(model, i).ifPresent(scores::add);
        }
        return scores;
    }

    /**
     * Makes the folder of a report and tries it out, before hours are spent on what could then not be written.
     *
     * @throws AnalysisException if nothing can be written there
     */
    public static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "report", ".part"));
        } catch (IOException e) {
            throw new AnalysisException(e, AnalysisFault.NO_REPORT_THERE, folder, FileFault.of(e));
        }
    }

    /**
     * Writes {@code report.html} and {@code report.csv} into a folder, which is made where it is missing; reports that
     * lie there are replaced.
     *
     * @throws AnalysisException if they cannot be written
     */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            replace(folder.resolve("report.html"), new HtmlReport(this).write());
            replace(folder.resolve("report.csv"), CsvReport.of(this));
        } catch (IOException e) {
            throw new AnalysisException(e, AnalysisFault.REPORT_UNWRITTEN, folder, FileFault.of(e));
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, text.getBytes(StandardCharsets.UTF_8));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
