package io.phiworkbench.cli;

import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.PromptEstimate;
import io.phiworkbench.inference.RunStatistics;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
    private Figures() {}

    /** Bytes in GB or MB (powers of ten). */
    static String bytes(long bytes) {
        return bytes >= 1_000_000_000L
                ? format("%.1f GB", bytes / 1e9)
                : bytes >= 1_000_000L ? format("%.0f MB", bytes / 1e6) : format("%.0f kB", bytes / 1e3);
    }

    /** A count with thousands separators. */
    static String count(long number) {
        return format("%,d", number);
    }

    /** A number of weights: {@code 3.82 B}, {@code 1.3 M}. */
    static String parameters(long number) {
        return number >= 1_000_000_000L
                ? format("%.2f B", number / 1e9)
                : number >= 1_000_000L ? format("%.1f M", number / 1e6) : count(number);
    }

    static String seconds(Duration time) {
        double seconds = time.toNanos() / 1e9;
        return format(seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }

    /** A run in one line: what went in, how long until the first token, how fast, why it ended. */
    static String summary(RunStatistics run, FinishReason reason) {
        StringBuilder line = new StringBuilder(format("%,d prompt tokens", run.promptTokens()));
        if (run.imageTokens() > 0) {
            line.append(format(" (%,d of pictures)", run.imageTokens()));
        }
        if (run.reusedTokens() > 0) {
            line.append(format(", %,d reused", run.reusedTokens()));
        }
        line.append(" · ").append(seconds(run.timeToFirstToken())).append(" to first");
        line.append(format(" · %,d tokens", run.generatedTokens()));
        if (run.decodeTokensPerSecond() > 0) {
            line.append(format(" at %.1f tok/s", run.decodeTokensPerSecond()));
        }
        return line.append(" · ").append(reason(reason)).toString();
    }

    /** What a prompt with pictures will cost. */
    static String cost(PromptEstimate prompt) {
        int pictures = prompt.imageTokens().size();
        return format(
                "%s, %,d tokens; the whole prompt %,d of %,d",
                pictures == 1 ? "1 picture" : pictures + " pictures",
                prompt.imageTokens().stream().mapToInt(Integer::intValue).sum(),
                prompt.totalTokens(),
                prompt.contextLength());
    }

    /** What a phase is called while it runs. */
    static String phase(Phase phase) {
        return switch (phase) {
            case QUEUED -> "waiting";
            case IMAGE_DECODE -> "reading pictures";
            case VISION_ENCODE -> "encoding pictures";
            case PREFILL -> "reading the prompt";
            case RE_PREFILL -> "reading it again with the long LongRoPE factors";
            case DECODE -> "writing";
        };
    }

    static String reason(FinishReason reason) {
        return switch (reason) {
            case END_OF_TEXT -> "end of text";
            case STOP_STRING -> "stop string";
            case MAX_TOKENS -> "max tokens";
            case CONTEXT_FULL -> "context full";
            case CANCELLED -> "cancelled";
        };
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
