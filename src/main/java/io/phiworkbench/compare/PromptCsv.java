package io.phiworkbench.compare;

import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.analysis.AnalysisFault;
import io.phiworkbench.analysis.Csv;
import io.phiworkbench.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A prompt set as a table: the columns {@code prompt}, {@code images} (several with semicolons) and {@code expected}. */
final class PromptCsv {
    private static final List<String> COLUMNS = List.of("prompt", "images", "image", "expected");

    private final Path file;
    private final List<PromptSet.Problem> problems;

    PromptCsv(Path file, List<PromptSet.Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** @throws AnalysisException without a head line that names the prompts */
    List<PromptSet.Entry> entries(String text) {
        List<Csv.Row> rows = Csv.rows(text, ',');
        List<String> head = rows.isEmpty()
                ? List.of()
                : rows.getFirst().cells().stream()
                        .map(c -> c.toLowerCase(Locale.ROOT))
                        .toList();
        if (!head.contains("prompt")) {
            throw new AnalysisException(
                    AnalysisFault.NO_PROMPT_COLUMN,
                    file,
                    rows.isEmpty() ? 1 : rows.getFirst().line());
        }
        for (String column : head) {
            if (!COLUMNS.contains(column)) {
                problems.add(new PromptSet.Problem(
                        rows.getFirst().line(), Failure.of(AnalysisFault.UNKNOWN_COLUMN, column)));
            }
        }
        List<PromptSet.Entry> entries = new ArrayList<>();
        for (Csv.Row row : rows.subList(1, rows.size())) {
            if (!row.complete()) {
                problems.add(new PromptSet.Problem(row.line(), Failure.of(AnalysisFault.OPEN_QUOTE)));
            } else if (row.cells().size() != head.size()) {
                problems.add(new PromptSet.Problem(
                        row.line(),
                        Failure.of(AnalysisFault.OTHER_COLUMNS, row.cells().size(), head.size())));
            } else {
                entries.add(entry(row, head));
            }
        }
        return entries;
    }

    private static PromptSet.Entry entry(Csv.Row row, List<String> head) {
        List<String> images = Arrays.stream((cell(row, head, "images").orElse("") + ";"
                                + cell(row, head, "image").orElse(""))
                        .split("[;\\n]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        return new PromptSet.Entry(row.line(), cell(row, head, "prompt"), images, cell(row, head, "expected"));
    }

    private static Optional<String> cell(Csv.Row row, List<String> head, String column) {
        int at = head.indexOf(column);
        return at < 0 ? Optional.empty() : Optional.of(row.cells().get(at)).filter(cell -> !cell.isEmpty());
    }
}
