package io.phiworkbench.ui.figures;

import io.phiworkbench.chat.AnswerDetails;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.RunRecord;
import io.phiworkbench.inference.RunStatistics;
import io.phiworkbench.ui.i18n.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Figures of runs as people read them. */
public final class Figures {
    private static final String SEPARATOR = "  ·  ";

    private Figures() {}

    /** The line under an answer: what it read, how long the first word took, how fast the others came. */
    public static String line(AnswerDetails details) {
        RunStatistics s = details.statistics();
        List<String> parts = new ArrayList<>();
        parts.add(
                s.imageTokens() > 0
                        ? Messages.text("figures.imageAndText", s.imageTokens(), s.promptTokens() - s.imageTokens())
                        : Messages.text("figures.prompt", s.promptTokens()));
        if (s.reusedTokens() > 0) {
            parts.add(Messages.text("figures.reused", s.reusedTokens()));
        }
        parts.add(Messages.text("figures.answer", s.generatedTokens()));
        parts.add(Messages.text("figures.first", seconds(s.timeToFirstToken())));
        if (s.decodeTokensPerSecond() > 0) {
            parts.add(rate(s.decodeTokensPerSecond()));
        }
        end(details.reason()).ifPresent(parts::add);
        return String.join(SEPARATOR, parts);
    }

    /** What is needed to repeat a run, for people. */
    public static String settings(RunRecord record) {
        GenerationOptions o = record.options();
        List<String> parts = new ArrayList<>();
        parts.add(String.join(" ", record.model(), record.precision(), record.device())
                .strip());
        parts.add(
                o.isGreedy()
                        ? Messages.text("figures.greedy")
                        : Messages.text("figures.sampled", o.temperature(), o.topP()));
        if (!o.isGreedy()) {
            add(parts, o.topK() > 0, "figures.topK", o.topK());
            add(parts, o.minP() > 0, "figures.minP", o.minP());
            o.seed().ifPresent(seed -> parts.add(Messages.text("figures.seed", Long.toString(seed))));
        }
        add(parts, o.repetitionPenalty() != 1, "figures.penalty", o.repetitionPenalty());
        parts.add(Messages.text("figures.longest", o.maxTokens()));
        o.numCrops().ifPresent(crops -> parts.add(Messages.text("figures.crops", crops)));
        add(parts, o.format() != OutputFormat.TEXT, "figures.format", format(o.format()));
        return String.join(SEPARATOR, parts);
    }

    private static void add(List<String> parts, boolean isSet, String key, Object value) {
        if (isSet) {
            parts.add(Messages.text(key, value));
        }
    }

    private static String format(OutputFormat format) {
        return Messages.text(
                switch (format) {
                    case OutputFormat.Text _ -> "details.format.text";
                    case OutputFormat.Json _ -> "details.format.json";
                    case OutputFormat.JsonSchema _ -> "details.format.schema";
                    case OutputFormat.Csv _ -> "details.format.table";
                    case OutputFormat.Choice _ -> "figures.format.choice";
                    case OutputFormat.Pattern _ -> "figures.format.pattern";
                });
    }

    /** Says why an answer ended where the model did not end it itself. */
    private static java.util.Optional<String> end(FinishReason reason) {
        return switch (reason) {
            case END_OF_TEXT, STOP_STRING -> java.util.Optional.empty();
            case MAX_TOKENS -> java.util.Optional.of(Messages.text("figures.maxTokens"));
            case CONTEXT_FULL -> java.util.Optional.of(Messages.text("figures.contextFull"));
            case CANCELLED -> java.util.Optional.of(Messages.text("figures.cancelled"));
        };
    }

    /** {@code 6.1 s}, {@code 840 ms}. */
    public static String seconds(Duration time) {
        double seconds = time.toNanos() / 1e9;
        return seconds < 1
                ? Messages.text("figures.milliseconds", Math.round(seconds * 1000))
                : Messages.text("figures.seconds", seconds);
    }

    /** {@code 18.4 tok/s}. */
    public static String rate(double tokensPerSecond) {
        return Messages.text("figures.rate", tokensPerSecond);
    }

    /** {@code 6.1 GB}, {@code 840 MB}. */
    public static String bytes(long bytes) {
        if (bytes > 0 && bytes < 1_000_000L) {
            return Messages.text("figures.kilobytes", Math.ceilDiv(bytes, 1000));
        }
        return bytes < 1_000_000_000L
                ? Messages.text("figures.megabytes", bytes / 1e6)
                : Messages.text("figures.gigabytes", bytes / 1e9);
    }

    /** {@code 3.8 billion}, {@code 1.9 million}. */
    public static String parameters(long count) {
        return count < 100_000_000L
                ? Messages.text("figures.million", count / 1e6)
                : Messages.text("figures.billion", count / 1e9);
    }

    /** What is happening now, such as "Encoding picture 2 of 2". */
    public static String progress(Phase phase, int done, int total) {
        String key = "phase." + phase.name().toLowerCase(java.util.Locale.ROOT);
        if (total <= 0) {
            return Messages.text(key);
        }
        boolean pictures = phase == Phase.IMAGE_DECODE || phase == Phase.VISION_ENCODE;
        int shown = pictures ? Math.min(done + 1, total) : done;
        return Messages.text(key + ".of", shown, total);
    }

    /** A phase's name. */
    public static String phase(Phase phase) {
        return Messages.text("phase." + phase.name().toLowerCase(java.util.Locale.ROOT) + ".name");
    }
}
