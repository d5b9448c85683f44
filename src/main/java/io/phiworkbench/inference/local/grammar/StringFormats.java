package io.phiworkbench.inference.local.grammar;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** JSON Schema's {@code format} names as expressions; what they let through is valid, not everything valid passes. */
final class StringFormats {
    private static final String DAY = "(0[1-9]|1[0-9]|2[0-8])";
    private static final String DATE = "[12][0-9]{3}-(0[1-9]|1[0-2])-" + DAY;
    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]";
    private static final String ZONE = "(Z|[+-](0[0-9]|1[0-2]):[0-5][0-9])";
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?";

    private static final Map<String, String> EXPRESSIONS = new TreeMap<>(Map.of(
            "date", whole(DATE),
            "time", whole(TIME + ZONE),
            "date-time", whole(DATE + "T" + TIME + ZONE),
            "uuid", whole("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
            "ipv4", whole(BYTE + "(\\." + BYTE + "){3}"),
            "email",
                    whole("[A-Za-z0-9]+([._+-][A-Za-z0-9]+){0,4}@" + LABEL + "(\\." + LABEL + "){0,3}\\.[a-z]{2,10}")));

    private StringFormats() {}

    private static String whole(String expression) {
        return "^" + expression + "$";
    }

    static Optional<String> expression(String format) {
        return Optional.ofNullable(EXPRESSIONS.get(format));
    }

    static String names() {
        return String.join(", ", EXPRESSIONS.keySet());
    }
}
