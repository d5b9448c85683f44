package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now;

    @Test
    void onATerminalTheLineIsRewrittenAndWiped() {
        try (ProgressLine line = line(ProgressLine.Style.REWRITTEN)) {
            line.show("loading 10 %");
            now += TimeUnit.SECONDS.toNanos(1);
            line.show("done");
        }
        assertThat(printed()).isEqualTo("\rloading 10 %\rdone        \r    \r");
    }

    @Test
    void updatesThatComeTooFastAreLeftOut() {
        ProgressLine line = line(ProgressLine.Style.REWRITTEN);
        line.show("1");
        line.show("2");
        assertThat(printed()).isEqualTo("\r1");
    }

    @Test
    void inALogOnlyLongWorkShows() {
        ProgressLine line = line(ProgressLine.Style.LOGGED);
        line.show("1 s");
        now += TimeUnit.SECONDS.toNanos(6);
        line.show("6 s");
        now += TimeUnit.SECONDS.toNanos(6);
        line.show("12 s");
        line.close();
        assertThat(printed()).isEqualTo("6 s" + System.lineSeparator());
    }

    @Test
    void quietShowsNothing() {
        try (ProgressLine line = line(ProgressLine.Style.NONE)) {
            line.show("x");
        }
        assertThat(printed()).isEmpty();
    }

    @Test
    void aLongTextIsCutToTheTerminal() {
        line(ProgressLine.Style.REWRITTEN).show("x".repeat(200));
        assertThat(printed()).hasSize(80).endsWith("…");
    }

    private ProgressLine line(ProgressLine.Style style) {
        return new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), style, () -> now);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
