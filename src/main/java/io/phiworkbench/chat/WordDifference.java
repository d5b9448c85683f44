package io.phiworkbench.chat;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import io.phiworkbench.chat.Stretches.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What became of a text, word by word. */
public final class WordDifference {
    /** One character of a script that writes no spaces, a word, a run of white space, or one other character. */
    private static final Pattern WORD = Pattern.compile(
            "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]\\p{M}*"
                    + "|[\\p{L}\\p{N}\\p{M}_]+|\\s+|.",
            Pattern.UNICODE_CHARACTER_CLASS | Pattern.DOTALL);

    /** 2,000 words and the spaces between them against as many; then a text is cut. */
    private static final long MOST = 16_000_000;

    /** Four words with the spaces between them. */
    private static final int PHRASE = 7;

    private WordDifference() {}

    /** What happened to a stretch of text. */
    public enum Kind {
        SAME,
        REMOVED,
        ADDED
    }

    /** A stretch of text. */
    public record Part(Kind kind, String text) {}

    /** What stands instead of what, and the words behind that stayed. */
    private record Step(List<String> removed, List<String> added, List<String> same) {

        /** Several on end, with what stayed between them, as one. */
        static Step of(List<Step> steps) {
            Step last = steps.getLast();
            List<Step> others = steps.subList(0, steps.size() - 1);
            Stream<String> removed =
                    others.stream().flatMap(s -> Stream.of(s.removed, s.same).flatMap(List::stream));
            Stream<String> added =
                    others.stream().flatMap(s -> Stream.of(s.added, s.same).flatMap(List::stream));
            return new Step(
                    Stream.concat(removed, last.removed.stream()).toList(),
                    Stream.concat(added, last.added.stream()).toList(),
                    last.same);
        }

        boolean changes() {
            return !removed.isEmpty() || !added.isEmpty();
        }

        boolean endsInSpace() {
            return count(same) == 0;
        }

        /** Whether few words stayed among many that changed. */
        boolean endsInCrumbs(Step next) {
            return 2 * count(same) <= Math.min(size(), next.size());
        }

        private long size() {
            return Math.max(count(removed), count(added));
        }

        private static long count(List<String> words) {
            return words.stream().filter(word -> !word.isBlank()).count();
        }
    }

    /**
     * The parts in order: those not {@code ADDED} make up {@code before}, those not {@code REMOVED} make up
     * {@code after}; no two neighbours are of one kind, and what was removed stands before what was added in its place.
     * Milliseconds for answers of ordinary length, then time in proportion to the length (see {@link Stretches}), which
     * is longer than a frame: not for the FX thread.
     */
    public static List<Part> between(String before, String after) {
        List<Step> steps = steps(words(before), words(after));
        // What stays between two changes by chance belongs to them: else two sentences are mixed word by word.
        List<Step> phrases = folded(steps, (step, _) -> step.endsInSpace());
        List<Part> parts = new ArrayList<>();
        folded(phrases, Step::endsInCrumbs).forEach(step -> add(step, parts));
        return List.copyOf(parts);
    }

    private static List<Step> steps(List<String> old, List<String> now) {
        List<Step> steps = new ArrayList<>();
        for (Stretch stretch : Stretches.of(phrases(old), phrases(now), MOST)) {
            List<String> before = old.subList(stretch.oldFrom(), stretch.oldTo());
            if (stretch.same()) {
                steps.add(new Step(List.of(), List.of(), before));
            } else {
                addSteps(before, now.subList(stretch.nowFrom(), stretch.nowTo()), steps);
            }
        }
        return steps;
    }

    /** What begins at each word: long texts are cut where a phrase stands once in both, since few words do. */
    private static List<List<String>> phrases(List<String> words) {
        return IntStream.range(0, words.size())
                .mapToObj(i -> words.subList(i, Math.min(words.size(), i + PHRASE)))
                .toList();
    }

    private static void addSteps(List<String> old, List<String> now, List<Step> steps) {
        List<String> removed = List.of();
        List<String> added = List.of();
        int at = 0;
        for (AbstractDelta<String> delta :
                DiffUtils.diff(old, now, new MyersDiffWithLinearSpace<>()).getDeltas()) {
            int start = delta.getSource().getPosition();
            steps.add(new Step(removed, added, old.subList(at, start)));
            removed = delta.getSource().getLines();
            added = delta.getTarget().getLines();
            at = start + delta.getSource().size();
        }
        steps.add(new Step(removed, added, old.subList(at, old.size())));
    }

    /** Steps on end that change something become one where the test says so of each two neighbours. */
    private static List<Step> folded(List<Step> steps, BiPredicate<Step, Step> one) {
        List<Step> folded = new ArrayList<>();
        for (int from = 0, to; from < steps.size(); from = to) {
            to = from + 1;
            while (to < steps.size() && steps.get(to - 1).changes() && one.test(steps.get(to - 1), steps.get(to))) {
                to++;
            }
            folded.add(Step.of(steps.subList(from, to)));
        }
        return folded;
    }

    private static void add(Step step, List<Part> parts) {
        String removed = String.join("", step.removed());
        String added = String.join("", step.added());
        int space = commonSpace(removed, added);
        add(Kind.SAME, removed.substring(0, space), parts);
        add(Kind.REMOVED, removed.substring(space), parts);
        add(Kind.ADDED, added.substring(space), parts);
        add(Kind.SAME, String.join("", step.same()), parts);
    }

    /** The length of the white space with which both begin: it did not change. */
    private static int commonSpace(String removed, String added) {
        int length = 0;
        while (length < Math.min(removed.length(), added.length())
                && removed.charAt(length) == added.charAt(length)
                && Character.isWhitespace(removed.charAt(length))) {
            length++;
        }
        return length;
    }

    private static void add(Kind kind, String text, List<Part> parts) {
        if (text.isEmpty()) {
            return;
        }
        boolean more = !parts.isEmpty() && parts.getLast().kind() == kind;
        parts.add(new Part(kind, more ? parts.removeLast().text() + text : text));
    }

    /** A text in the pieces that are compared; together they are the text. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
