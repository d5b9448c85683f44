package io.phiworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StopMatcherTest {
    @Test
    void givesTextThatIsNoStopStringAtOnce() {
        StopMatcher matcher = new StopMatcher(List.of("END"));

        assertThat(matcher.push("hello ")).isEqualTo("hello ");
        assertThat(matcher.stopped()).isFalse();
    }

    @Test
    void withholdsWhatMayBeTheBeginningOfAStopString() {
        StopMatcher matcher = new StopMatcher(List.of("END"));

        assertThat(matcher.push("the E")).isEqualTo("the ");
        assertThat(matcher.push("N")).isEmpty();
        assertThat(matcher.push("V")).isEqualTo("ENV");
    }

    @Test
    void endsBeforeAStopStringAcrossPieces() {
        StopMatcher matcher = new StopMatcher(List.of("\nUser:"));

        assertThat(matcher.push("fine.\nUs")).isEqualTo("fine.");
        assertThat(matcher.push("er: more")).isEmpty();
        assertThat(matcher.stopped()).isTrue();
        assertThat(matcher.push("even more")).isEmpty();
        assertThat(matcher.finish()).isEmpty();
    }

    @Test
    void givesWhatItWithheldAtTheEnd() {
        StopMatcher matcher = new StopMatcher(List.of("END"));
        matcher.push("the EN");

        assertThat(matcher.finish()).isEqualTo("EN");
        assertThat(matcher.finish()).isEmpty();
    }

    @Test
    void findsAStopStringThatBeginsWithinAFalseStart() {
        StopMatcher matcher = new StopMatcher(List.of("aab"));

        assertThat(matcher.push("aaa")).isEqualTo("a");
        assertThat(matcher.push("b")).isEmpty();
        assertThat(matcher.stopped()).isTrue();
    }

    @Test
    void stopsAtTheStopStringThatIsCompleteFirst() {
        StopMatcher matcher = new StopMatcher(List.of("abcdef", "cd"));

        assertThat(matcher.push("xabcdefy")).isEqualTo("xab");
    }

    @Test
    void neverStopsWithoutStopStrings() {
        StopMatcher matcher = new StopMatcher(List.of());

        assertThat(matcher.push("anything")).isEqualTo("anything");
    }

    @Test
    void refusesAnEmptyStopString() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StopMatcher(List.of("")));
    }

    @Test
    void doesNotDependOnHowTheTextIsCut() {
        Random random = new Random(3);
        for (int run = 0; run < 2_000; run++) {
            String text = randomText(random, 12);
            List<String> stops = List.of(randomText(random, 1 + random.nextInt(4)), randomText(random, 3));

            assertThat(inPieces(text, stops, random)).isEqualTo(inPieces(text, stops, null));
        }
    }

    private static String randomText(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(2)));
        }
        return text.toString();
    }

    /** Cut at random, or into single characters without a source of randomness. */
    private static List<Object> inPieces(String text, List<String> stops, Random random) {
        StopMatcher matcher = new StopMatcher(stops);
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int next = random == null ? at + 1 : Math.min(text.length(), at + 1 + random.nextInt(5));
            out.append(matcher.push(text.substring(at, next)));
            at = next;
        }
        out.append(matcher.finish());
        return new ArrayList<>(List.of(out.toString(), matcher.stopped()));
    }
}
