package io.phiworkbench.demo;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Words to draw and to copy: common ones, pronounceable inventions and plain letters, in any case. */
final class Words {
    private static final List<String> COMMON = List.of(
            ("time year people way day man thing woman life child world school state family student group country "
                            + "problem hand part place case week company system program question work number night point home "
                            + "water room mother area money story fact month lot right study book eye job word business issue "
                            + "side kind head house service friend father power hour game line end member law car city name "
                            + "team minute idea kid body back parent face others level office door health person art war "
                            + "history party result change morning reason girl guy moment air teacher force open close exit "
                            + "push pull stop sale menu coffee tea milk bread sugar salt fish meat rice apple pear plum cake "
                            + "pizza total price tax cash card change euro dollar table chair lamp paper pencil north south "
                            + "east west left under over green blue black white yellow orange brown grey pink purple silver "
                            + "gold iron stone wood glass paint spring summer autumn winter monday tuesday friday sunday june "
                            + "july august march april train plane ticket gate hotel street bridge river lake forest garden "
                            + "flower bird horse sheep mouse tiger zebra quick jump lazy fox dog cat keep calm quiet please "
                            + "danger warning caution private public free parking taxi bus stop shop bank post police museum "
                            + "jazz queue vivid waltz extra oxygen index hello welcome thanks")
                    .split(" "));
    private static final String CONSONANTS = "bcdfghjklmnpqrstvwxyz";
    private static final String VOWELS = "aeiou";

    private Words() {}

    /** A word of {@code min} to {@code max} letters. */
    static String word(Random random, int min, int max) {
        return cased(random, lower(random, min, max));
    }

    /** A word to draw, in capitals: a common one or a pronounceable invention. */
    static String capitals(Random random, int min, int max) {
        String word = random.nextBoolean() ? common(random, min, max) : invented(random, min, max, true);
        return word.toUpperCase(Locale.ROOT);
    }

    static String lower(Random random, int min, int max) {
        double kind = random.nextDouble();
        return kind < 0.35 ? common(random, min, max) : invented(random, min, max, kind < 0.65);
    }

    private static String common(Random random, int min, int max) {
        for (int i = 0; i < 20; i++) {
            String word = COMMON.get(random.nextInt(COMMON.size()));
            if (word.length() >= min && word.length() <= max) {
                return word;
            }
        }
        return invented(random, min, max, true);
    }

    private static String invented(Random random, int min, int max, boolean pronounceable) {
        int length = min + random.nextInt(max - min + 1);
        StringBuilder out = new StringBuilder();
        boolean vowel = random.nextBoolean();
        while (out.length() < length) {
            String letters = !pronounceable ? CONSONANTS + VOWELS : vowel ? VOWELS : CONSONANTS;
            out.append(letters.charAt(random.nextInt(letters.length())));
            vowel = !vowel;
        }
        return out.toString();
    }

    static String cased(Random random, String word) {
        double kind = random.nextDouble();
        if (kind < 0.3) {
            return word;
        }
        if (kind < 0.5) {
            return Character.toUpperCase(word.charAt(0)) + word.substring(1);
        }
        return word.toUpperCase(Locale.ROOT);
    }

    /** A number as it is written: whole, with decimals, an amount, a time, a year. */
    static String number(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> "%d.%02d".formatted(random.nextInt(100), random.nextInt(100));
            case 1 -> "$%d.%02d".formatted(random.nextInt(100), random.nextInt(100));
            case 2 -> "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60));
            case 3 -> random.nextInt(101) + "%";
            default -> digits(random, 1 + random.nextInt(6));
        };
    }

    static String digits(Random random, int length) {
        StringBuilder out = new StringBuilder();
        out.append((char) ('1' + random.nextInt(9)));
        while (out.length() < length) {
            out.append((char) ('0' + random.nextInt(10)));
        }
        return out.toString();
    }
}
