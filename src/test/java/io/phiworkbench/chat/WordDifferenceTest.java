package io.phiworkbench.chat;

import static io.phiworkbench.chat.WordDifference.Kind.ADDED;
import static io.phiworkbench.chat.WordDifference.Kind.REMOVED;
import static io.phiworkbench.chat.WordDifference.Kind.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.chat.WordDifference.Part;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordDifferenceTest {

    @Test
    void aChangedWordIsRemovedAndAdded() {
        assertThat(WordDifference.between("the sky is blue today", "the sky is grey today"))
                .containsExactly(
                        new Part(SAME, "the sky is "),
                        new Part(REMOVED, "blue"),
                        new Part(ADDED, "grey"),
                        new Part(SAME, " today"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one coffee more | two coffees more | [-one coffee-]{+two coffees+} more",
                "The sky is blue today. | The sky is very grey today. | The sky is [-blue-]{+very grey+} today.",
                "We saw the bridge of Lyon | They crossed the river in boats"
                        + " | [-We saw the bridge of Lyon-]{+They crossed the river in boats+}",
                "a big cat sat and a dog lay | a tiny cat sat and a bird lay"
                        + " | a [-big-]{+tiny+} cat sat and a [-dog-]{+bird+} lay"
            })
    void whatStayedByChanceBetweenChangesBelongsToThem(String before, String after, String expected) {
        assertThat(shown(WordDifference.between(before, after))).isEqualTo(expected);
    }

    private static String shown(List<Part> parts) {
        return parts.stream()
                .map(part -> switch (part.kind()) {
                    case SAME -> part.text();
                    case REMOVED -> "[-" + part.text() + "-]";
                    case ADDED -> "{+" + part.text() + "+}";
                })
                .collect(Collectors.joining());
    }

    @Test
    void equalTextsAreOnePart() {
        assertThat(WordDifference.between("a b", "a b")).containsExactly(new Part(SAME, "a b"));
        assertThat(WordDifference.between("", "")).isEmpty();
    }

    @Test
    void oneEmptyTextIsAllAddedOrRemoved() {
        assertThat(WordDifference.between("", "a b")).containsExactly(new Part(ADDED, "a b"));
        assertThat(WordDifference.between("a b", "")).containsExactly(new Part(REMOVED, "a b"));
    }

    @Test
    void scriptsWithoutSpacesAreComparedByCharacter() {
        assertThat(WordDifference.between("天空是蓝色", "天空是灰色"))
                .containsExactly(
                        new Part(SAME, "天空是"), new Part(REMOVED, "蓝"), new Part(ADDED, "灰"), new Part(SAME, "色"));
    }

    @Test
    void thePartsAlwaysMakeUpBothTexts() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            String before = words(random);
            String after = words(random);
            List<Part> parts = WordDifference.between(before, after);
            assertThat(without(parts, ADDED)).isEqualTo(before);
            assertThat(without(parts, REMOVED)).isEqualTo(after);
            assertThat(parts.stream().map(Part::text)).noneMatch(String::isEmpty);
            for (int k = 1; k < parts.size(); k++) {
                assertThat(parts.get(k).kind()).isNotEqualTo(parts.get(k - 1).kind());
            }
        }
    }

    @Test
    void aLongTextIsCutAtPhrasesThatStandOnceInBoth() {
        String before =
                IntStream.range(0, 4_000).mapToObj(i -> "item " + i + " ").collect(Collectors.joining());
        String after = "Put in front: " + before.replace("item 2500 ", "item 2500 twice ");

        assertThat(WordDifference.between(before, after).stream().filter(p -> p.kind() != SAME))
                .containsExactly(new Part(ADDED, "Put in front: "), new Part(ADDED, " twice"));
    }

    @Test
    void longTextsWithNothingInCommonMakeUpBothTexts() {
        String before = "one two ".repeat(5_000);
        String after = "three, four ".repeat(3_000);
        List<Part> parts = WordDifference.between(before, after);
        assertThat(without(parts, ADDED)).isEqualTo(before);
        assertThat(without(parts, REMOVED)).isEqualTo(after);
    }

    private static String words(Random random) {
        return random.ints(random.nextInt(40), 0, 5)
                .mapToObj(n -> List.of("one ", "two, ", "three\n", "é", "😀").get(n))
                .collect(Collectors.joining());
    }

    private static String without(List<Part> parts, WordDifference.Kind kind) {
        return parts.stream().filter(p -> p.kind() != kind).map(Part::text).collect(Collectors.joining());
    }
}
