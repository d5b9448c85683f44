package io.phiworkbench.ui.activity;

import io.phiworkbench.chat.AnswerDetails;
import io.phiworkbench.chat.Message;
import io.phiworkbench.inference.RunStatistics;
import io.phiworkbench.ui.chat.ChatViewModel;
import io.phiworkbench.ui.markdown.CsvTable;
import io.phiworkbench.ui.shell.MemoryMonitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The last minutes second by second, and every run of this session. */
public final class ActivityViewModel {
    /** Seconds that are kept. */
    public static final int SECONDS = 300;

    private final ObservableList<Sample> samples = FXCollections.observableArrayList();
    private final ObservableList<Run> runs = FXCollections.observableArrayList();
    /** Of an answer that ended since the last second, 0 without one: it may have begun since then, too. */
    private double endedSince;

    public ActivityViewModel(ChatViewModel chat, MemoryMonitor memory) {
        memory.nowProperty().subscribe(now -> {
            double rate = chat.runningProperty().get()
                    ? chat.live().tokensPerSecondProperty().get()
                    : endedSince;
            endedSince = 0;
            add(new Sample(
                    rate,
                    now.resident(),
                    now.javaHeap(),
                    now.keyValueCache(),
                    now.deviceUsed().orElse(0)));
        });
    }

    /** One second; memory in bytes. */
    public record Sample(double tokensPerSecond, long resident, long javaHeap, long keyValueCache, long device) {}

    /** A run that ended. */
    public record Run(Instant when, String model, AnswerDetails details) {
        public RunStatistics statistics() {
            return details.statistics();
        }
    }

    /** Oldest first. */
    public ObservableList<Sample> samples() {
        return samples;
    }

    /** Newest first. */
    public ObservableList<Run> runs() {
        return runs;
    }

    /** Notes an answer that came to its end. */
    public void finished(Message answer, Instant when) {
        answer.details().ifPresent(details -> {
            runs.addFirst(new Run(when, answer.model(), details));
            endedSince = details.statistics().decodeTokensPerSecond();
        });
    }

    /** The runs as a table for other programs: numbers with a point, times in milliseconds, oldest first. */
    public String csv() {
        StringBuilder csv = new StringBuilder(CsvTable.line(List.of(
                "time",
                "model",
                "precision",
                "device",
                "prompt_tokens",
                "image_tokens",
                "reused_tokens",
                "generated_tokens",
                "first_token_ms",
                "prefill_tok_s",
                "decode_tok_s",
                "resident_bytes",
                "finish")));
        runs.reversed().forEach(run -> csv.append(CsvTable.line(cells(run))));
        return csv.toString();
    }

    private static List<String> cells(Run run) {
        RunStatistics s = run.statistics();
        List<String> cells = new ArrayList<>();
        cells.add(run.when().toString());
        cells.add(run.model());
        cells.add(run.details().record().precision());
        cells.add(run.details().record().device());
        cells.add(Integer.toString(s.promptTokens()));
        cells.add(Integer.toString(s.imageTokens()));
        cells.add(Integer.toString(s.reusedTokens()));
        cells.add(Integer.toString(s.generatedTokens()));
        cells.add(Long.toString(s.timeToFirstToken().toMillis()));
        cells.add(String.format(Locale.ROOT, "%.2f", s.prefillTokensPerSecond()));
        cells.add(String.format(Locale.ROOT, "%.2f", s.decodeTokensPerSecond()));
        cells.add(Long.toString(s.memory().processResident()));
        cells.add(run.details().reason().name().toLowerCase(Locale.ROOT));
        return cells;
    }

    private void add(Sample sample) {
        if (samples.size() >= SECONDS) {
            samples.removeFirst();
        }
        samples.add(sample);
    }
}
