package io.phiworkbench.chat;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What became of a text, word by word. */
public final class WordDifference {
    /** One character of a script that writes no spaces, a word, a run of white space, or one other character. */
    private static final Pattern WORD = Pattern.compile(
            "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]\\p{M}*"
                    + "|[\\p{L}\\p{N}\\p{M}_]+|\\s+|.",
            Pattern.UNICODE_CHARACTER_CLASS | Pattern.DOTALL);

    private WordDifference() {}

    /** What happened to a stretch of text. */
    public enum Kind {
        SAME,
        REMOVED,
        ADDED
    }

    /** A stretch of text. */
    public record Part(Kind kind, String text) {}

    /**
     * The parts in order: those not {@code ADDED} make up {@code before}, those not {@code REMOVED} make up
     * {@code after}; no two neighbours are of one kind. Milliseconds for answers of ordinary length, seconds where two
     * of thousands of words have nothing in common: not for the FX thread.
     */
    public static List<Part> between(String before, String after) {
        List<String> old = words(before);
        List<AbstractDelta<String>> deltas = DiffUtils.diff(old, words(after), new MyersDiffWithLinearSpace<>())
                .getDeltas();
        List<Part> parts = new ArrayList<>();
        StringBuilder removed = new StringBuilder();
        StringBuilder added = new StringBuilder();
        int at = 0;
        for (AbstractDelta<String> delta : deltas) {
            int start = delta.getSource().getPosition();
            if (start > at) {
                addChange(parts, removed, added);
                parts.add(new Part(Kind.SAME, String.join("", old.subList(at, start))));
            }
            removed.append(String.join("", delta.getSource().getLines()));
            added.append(String.join("", delta.getTarget().getLines()));
            at = start + delta.getSource().size();
        }
        addChange(parts, removed, added);
        if (at < old.size()) {
            parts.add(new Part(Kind.SAME, String.join("", old.subList(at, old.size()))));
        }
        return List.copyOf(parts);
    }

    /** What stands between two stretches that stayed: first what went, then what came. */
    private static void addChange(List<Part> parts, StringBuilder removed, StringBuilder added) {
        if (!removed.isEmpty()) {
            parts.add(new Part(Kind.REMOVED, removed.toString()));
        }
        if (!added.isEmpty()) {
            parts.add(new Part(Kind.ADDED, added.toString()));
        }
        removed.setLength(0);
        added.setLength(0);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
