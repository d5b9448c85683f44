package io.phiworkbench.ui.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.ui.markdown.Alignment.Pair;
import io.phiworkbench.ui.markdown.Part.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlignmentTest {
    private static List<Part<String>> parts(List<String> texts) {
        return texts.stream()
                .map(text -> new Part<>(text, Form.ITEM, "", WordBag.ofProse(text)))
                .toList();
    }

    private static List<Pair> align(List<String> old, List<String> now) {
        return Alignment.of(parts(old), parts(now));
    }

    @Test
    void oneEqualPartIsWorthMoreThanTwoHalves() {
        assertThat(align(
                        List.of("red apple pie", "long green bean stew"),
                        List.of("long green bean stew", "red apple juice")))
                .containsExactly(new Pair(0, Pair.NONE), new Pair(1, 0), new Pair(Pair.NONE, 1));
    }

    @Test
    void everyPartComesOnceAndInOrder() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            int old = random.nextInt(12);
            int now = random.nextInt(12);
            holdsAllInOrder(align(words(random, old), words(random, now)), old, now);
        }
    }

    @Test
    void moreThanCanBeComparedWithEachOtherIsAnchoredAtWhatStandsOnceInBoth() {
        List<String> old = IntStream.range(0, 3_000)
                .mapToObj(i -> "step " + i + " of many")
                .toList();
        List<String> now = new ArrayList<>(old);
        now.remove(1_700);
        now.addFirst("begin");
        now.set(2_500, "something else");
        List<Pair> pairs = align(old, now);
        holdsAllInOrder(pairs, old.size(), now.size());
        assertThat(pairs.stream().filter(p -> p.isGone() || p.isCome()))
                .containsExactly(
                        new Pair(Pair.NONE, 0),
                        new Pair(1_700, Pair.NONE),
                        new Pair(2_500, Pair.NONE),
                        new Pair(Pair.NONE, 2_500));
    }

    @Test
    void moreThanCanBeComparedWithoutAnythingInCommonIsStillComplete() {
        List<String> old = IntStream.range(0, 2_000).mapToObj(i -> "old" + i).toList();
        List<String> now = IntStream.range(0, 1_000).mapToObj(i -> "now" + i).toList();
        holdsAllInOrder(align(old, now), 2_000, 1_000);
        holdsAllInOrder(
                align(
                        old.subList(0, 1),
                        IntStream.range(0, 200_000).mapToObj(i -> "x" + i).toList()),
                1,
                200_000);
    }

    private static List<String> words(Random random, int count) {
        return random.ints(count, 0, 6).mapToObj(n -> "word" + n + " and").toList();
    }

    private static void holdsAllInOrder(List<Pair> pairs, int old, int now) {
        assertThat(pairs.stream().filter(p -> !p.isCome()).mapToInt(Pair::old))
                .containsExactlyElementsOf(IntStream.range(0, old).boxed().toList());
        assertThat(pairs.stream().filter(p -> !p.isGone()).mapToInt(Pair::now))
                .containsExactlyElementsOf(IntStream.range(0, now).boxed().toList());
        for (int i = 1; i < pairs.size(); i++) {
            assertThat(pairs.get(i - 1).isCome() && pairs.get(i).isGone())
                    .as("what came before what went")
                    .isFalse();
        }
    }
}
