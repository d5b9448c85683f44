package io.phiworkbench.compare;

import io.phiworkbench.analysis.Quantity;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An answer held against the expected one; white space counts as one space, and not at the ends.
 *
 * @param exact whether they are equal
 * @param contains whether the answer has the expected one in it, in small or capital letters
 * @param characterErrorRate changed, missing and needless characters by expected ones; above 1 for long wrong answers
 * @param number where a number is expected, whether the answer has one that is near enough
 */
public record Score(boolean exact, boolean contains, double characterErrorRate, Optional<Boolean> number) {
    private static final Pattern NUMBER = Pattern.compile(
            "[+\\-\u2212]?(?:\\d[\\d.,]*|\\.\\d+)(?:[eE][+-]?\\d+)?(?:\\s?(?:million|billion|bn|[kKmM])\\b)?");

    /** @param tolerance by which a number may be off, as a part of the expected one */
    public static Score of(String expected, String answer, double tolerance) {
        String right = spaced(expected);
        String given = spaced(answer);
        return new Score(
                right.equals(given),
                given.toLowerCase(Locale.ROOT).contains(right.toLowerCase(Locale.ROOT)),
                characterErrorRate(right, given),
                Quantity.parse(right).map(q -> hasNumber(given, q.value(), tolerance)));
    }

    private static String spaced(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static boolean hasNumber(String answer, double expected, double tolerance) {
        return NUMBER.matcher(answer)
                .results()
                .flatMap(found -> Quantity.parse(found.group()).stream())
                .anyMatch(found -> Math.abs(found.value() - expected) <= tolerance * Math.abs(expected));
    }

    /** Levenshtein's distance in code points, with two rows of its table. */
    private static double characterErrorRate(String right, String given) {
        int[] a = right.codePoints().toArray();
        int[] b = given.codePoints().toArray();
        if (a.length == 0) {
            return b.length == 0 ? 0 : 1;
        }
        int[] above = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            int[] row = new int[b.length + 1];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return (double) above[b.length] / a.length;
    }
}
