package io.phiworkbench.compare;

import io.phiworkbench.analysis.Csv;
import io.phiworkbench.inference.RunStatistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A comparison as a table: a row for each question and model; then what was left out, with its line and reason. */
final class CsvReport {
    private static final List<String> HEAD = List.of(
            "line",
            "prompt",
            "images",
            "expected",
            "model",
            "precision",
            "answer",
            "exact",
            "contains",
            "characterErrorRate",
            "number",
            "millisToFirstToken",
            "tokensPerSecond",
            "promptTokens",
            "tokens",
            "memoryBytes",
            "error");

    private CsvReport() {}

    static String of(ComparisonReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        List<Question> questions = report.result().questions();
        for (int i = 0; i < questions.size(); i++) {
            for (ComparedModel model : report.result().plan().models()) {
                rows.add(row(report, questions.get(i), i, model));
            }
        }
        for (PromptSet.Problem problem : report.problems()) {
            List<String> row = new ArrayList<>(Collections.nCopies(HEAD.size(), ""));
            row.set(0, String.valueOf(problem.line()));
            row.set(HEAD.size() - 1, problem.what().english());
            rows.add(row);
        }
        return Csv.write(rows);
    }

    private static List<String> row(ComparisonReport report, Question question, int place, ComparedModel model) {
        List<String> row = new ArrayList<>();
        row.add(question.line() == 0 ? "" : String.valueOf(question.line()));
        row.add(question.prompt());
        row.add(question.images().stream().map(QuestionPicture::source).collect(Collectors.joining(";")));
        row.add(question.expected().orElse(""));
        row.add(model.label());
        Outcome outcome = report.result().outcome(model, place);
        Optional<Score> score = report.score(model, place);
        if (outcome instanceof Outcome.Answered answered) {
            row.add(answered.model().precision());
            row.add(answered.result().text());
        } else {
            row.addAll(List.of("", ""));
        }
        row.add(score.map(s -> String.valueOf(s.exact())).orElse(""));
        row.add(score.map(s -> String.valueOf(s.contains())).orElse(""));
        row.add(score.map(s -> decimal(s.characterErrorRate())).orElse(""));
        row.add(score.flatMap(Score::number).map(String::valueOf).orElse(""));
        switch (outcome) {
            case Outcome.Answered answered -> {
                RunStatistics run = answered.result().statistics();
                row.add(decimal(run.timeToFirstToken().toNanos() / 1e6));
                row.add(decimal(run.decodeTokensPerSecond()));
                row.add(String.valueOf(run.promptTokens()));
                row.add(String.valueOf(run.generatedTokens()));
                row.add(String.valueOf(run.memory().weights() + run.memory().keyValueCache()));
                row.add("");
            }
            case Outcome.Failed failed -> {
                row.addAll(Collections.nCopies(5, ""));
                row.add(failed.reason().english());
            }
        }
        return row;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
