package io.phiworkbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatingsTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void theTableHasMeansOverTimeAndTheLastWordOnEachAnswer() throws Exception {
        Path file = folder.resolve("new/ratings.jsonl");
        Ratings ratings = new Ratings(file);
        ratings.add(new Ratings.Rating("1", NOW.minus(Duration.ofDays(60)), "a", 1, false));
        ratings.add(new Ratings.Rating("2", NOW.minus(Duration.ofDays(10)), "a", 3, true));
        ratings.add(new Ratings.Rating("3", NOW, "a", 2, true));
        ratings.add(new Ratings.Rating("3", NOW, "a", 5, true));
        ratings.add(new Ratings.Rating("3", NOW, "b", 4, false));
        Files.writeString(file, "{\"run\":\"4\",\"wh", StandardOpenOption.APPEND);

        assertThat(new Ratings(file).table(NOW))
                .satisfiesExactly(b -> assertThat(b.mean()).isEqualTo(4), a -> {
                    assertThat(a.count()).isEqualTo(3);
                    assertThat(a.blind()).isEqualTo(2);
                    assertThat(a.week()).hasValue(5);
                    assertThat(a.month()).hasValue(4);
                    assertThat(a.mean()).isEqualTo(3);
                });
    }

    @Test
    void withoutAFileNothingIsRated() {
        assertThat(new Ratings(folder.resolve("none")).table(NOW)).isEmpty();
    }
}
