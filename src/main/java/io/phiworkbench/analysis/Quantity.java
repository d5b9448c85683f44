package io.phiworkbench.analysis;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as charts print it, with what stands beside it.
 *
 * @param value with thousands and millions written out
 * @param unit such as {@code %}, {@code $} or {@code km}; may be empty
 */
public record Quantity(double value, String unit) {
    private static final Pattern PRINTED = Pattern.compile(
            "(?<before>[^\\d+\\-\u2212.,]*)(?<sign>[+\\-\u2212]?)(?<before2>[$€£¥]?)\\s*(?<digits>\\d[\\d.,' \u00a0\u202f]*|[.,]\\d+)(?<exponent>[eE][+-]?\\d+)?(?<after>.*)");
    private static final Map<String, Double> SCALES =
            Map.of("k", 1e3, "m", 1e6, "mio", 1e6, "b", 1e9, "bn", 1e9, "mrd", 1e9, "million", 1e6, "billion", 1e9);
    private static final int LONGEST_UNIT = 12;

    /** The number in a cell, if it holds one and nothing but its unit beside. */
    public static Optional<Quantity> parse(String cell) {
        Matcher matcher = PRINTED.matcher(cell.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = (matcher.group("before") + matcher.group("before2")).strip();
        String after = matcher.group("after").strip();
        double scale = 1;
        String[] words = after.split("\\s+", 2);
        Double known = unit.isEmpty() || unit.matches("[$€£¥]") ? SCALES.get(words[0].toLowerCase(Locale.ROOT)) : null;
        if (known != null) {
            scale = known;
            after = words.length > 1 ? words[1] : "";
        }
        unit = (unit + " " + after).strip();
        Optional<BigDecimal> number = number(matcher.group("digits").strip());
        if (number.isEmpty() || unit.length() > LONGEST_UNIT || unit.chars().anyMatch(Character::isDigit)) {
            return Optional.empty();
        }
        String exponent = Optional.ofNullable(matcher.group("exponent")).orElse("");
        double value = Double.parseDouble(number.get().toPlainString() + exponent) * scale;
        boolean negative =
                matcher.group("sign").equals("-") || matcher.group("sign").equals("\u2212");
        return Double.isFinite(value) ? Optional.of(new Quantity(negative ? -value : value, unit)) : Optional.empty();
    }

    /** Both ways to write thousands: the last of two different signs is the decimal one, a repeated one is not. */
    private static Optional<BigDecimal> number(String printed) {
        String digits = printed.replaceAll("[' \u00a0\u202f]", "");
        boolean both = digits.contains(".") && digits.contains(",");
        char decimal = both
                ? (digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',')
                : digits.contains(",") && !digits.matches("\\d{1,3}(,\\d{3})+") ? ',' : '.';
        char thousands = decimal == '.' ? ',' : '.';
        String plain = digits.replace(String.valueOf(thousands), "").replace(decimal, '.');
        if (plain.endsWith(".")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        if (plain.matches("\\d{1,3}(\\.\\d{3}){2,}")) {
            plain = plain.replace(".", "");
        }
        return plain.matches("\\d*(\\.\\d+)?") && !plain.isEmpty()
                ? Optional.of(new BigDecimal(plain))
                : Optional.empty();
    }

    /** A number without needless digits. */
    public static String format(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
