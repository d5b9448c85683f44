package io.phiworkbench.inference.local.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whole numbers from {@code low} to {@code high}, both included, as a grammar over their digits. */
record IntegerRange(long low, long high) {
    /** What a double and every JSON reader keeps exactly. */
    private static final long LARGEST = 999_999_999_999_999L;

    /** The range that a schema's keywords give, if it has any of them. */
    static Optional<IntegerRange> of(JsonNode schema, String at) {
        long low = -LARGEST;
        long high = LARGEST;
        boolean given = false;
        for (String keyword : List.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")) {
            if (!schema.has(keyword)) {
                continue;
            }
            if (!schema.get(keyword).isNumber()) {
                throw SchemaGrammar.fault(at, SchemaFault.NO_NUMBER, keyword);
            }
            given = true;
            BigDecimal bound = schema.get(keyword).decimalValue();
            switch (keyword) {
                case "minimum" -> low = Math.max(low, clipped(bound, RoundingMode.CEILING));
                case "exclusiveMinimum" -> low = Math.max(low, clipped(bound, RoundingMode.FLOOR) + 1);
                case "maximum" -> high = Math.min(high, clipped(bound, RoundingMode.FLOOR));
                default -> high = Math.min(high, clipped(bound, RoundingMode.CEILING) - 1);
            }
        }
        if (low > high) {
            throw SchemaGrammar.fault(at, SchemaFault.WRONG_ORDER, "minimum", "maximum");
        }
        return given ? Optional.of(new IntegerRange(low, high)) : Optional.empty();
    }

    private static long clipped(BigDecimal bound, RoundingMode rounding) {
        BigDecimal limit = BigDecimal.valueOf(LARGEST + 1);
        return bound.setScale(0, rounding).min(limit).max(limit.negate()).longValueExact();
    }

    Part grammar() {
        List<Part> ways = new ArrayList<>();
        if (low < 0) {
            addNaturals(ways, Math.max(1, -high), -low, "-");
        }
        if (high >= 0) {
            addNaturals(ways, Math.max(0, low), high, "");
        }
        return Parts.choice(ways);
    }

    /** Natural numbers by their number of digits. */
    private static void addNaturals(List<Part> ways, long from, long to, String sign) {
        long start = from;
        while (start <= to) {
            int digits = Long.toString(start).length();
            long end = Math.min(to, (long) Math.pow(10, digits) - 1);
            Part natural = sameLength(Long.toString(start), Long.toString(end));
            ways.add(sign.isEmpty() ? natural : Parts.sequence(Parts.text(sign), natural));
            start = end + 1;
        }
    }

    /** Digit strings between two of equal length. */
    private static Part sameLength(String low, String high) {
        if (low.isEmpty()) {
            return Part.EMPTY;
        }
        char first = low.charAt(0);
        char last = high.charAt(0);
        String zeros = "0".repeat(low.length() - 1);
        String nines = "9".repeat(low.length() - 1);
        if (first == last) {
            return Parts.sequence(Parts.digit(first, first), sameLength(low.substring(1), high.substring(1)));
        }
        List<Part> ways = new ArrayList<>();
        if (!low.substring(1).equals(zeros)) {
            ways.add(Parts.sequence(Parts.digit(first, first), sameLength(low.substring(1), nines)));
            first++;
        }
        if (!high.substring(1).equals(nines)) {
            ways.add(Parts.sequence(Parts.digit(last, last), sameLength(zeros, high.substring(1))));
            last--;
        }
        if (first <= last) {
            ways.add(Parts.sequence(
                    Parts.digit(first, last), Parts.repeat(Parts.digit('0', '9'), zeros.length(), zeros.length())));
        }
        return Parts.choice(ways);
    }
}
