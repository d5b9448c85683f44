package io.phiworkbench.chat;

import static io.phiworkbench.chat.WordDifference.Kind.ADDED;
import static io.phiworkbench.chat.WordDifference.Kind.REMOVED;
import static io.phiworkbench.chat.WordDifference.Kind.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.chat.WordDifference.Part;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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
        }
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
