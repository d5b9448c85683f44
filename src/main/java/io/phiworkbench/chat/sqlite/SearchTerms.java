package io.phiworkbench.chat.sqlite;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user looks for: words, and passages in double quotes. All have to occur, in any order, also inside of words.
 *
 * @param terms folded, none blank, none twice
 */
record SearchTerms(List<String> terms) {
    /** Shorter terms have no trigram and are looked for in the texts themselves. */
    private static final int TRIGRAM = 3;

    private static final Pattern TERM = Pattern.compile("\"([^\"]*)\"?|([^\\s\"]+)");

    static SearchTerms of(String query) {
        LinkedHashSet<String> terms = new LinkedHashSet<>();
        Matcher matcher = TERM.matcher(query);
        while (matcher.find()) {
            String found = matcher.group(1) == null
                    ? matcher.group(2)
                    : matcher.group(1).strip();
            String folded = FoldedText.of(found).folded();
            if (!folded.isBlank()) {
                terms.add(folded);
            }
        }
        return new SearchTerms(List.copyOf(terms));
    }

    boolean isEmpty() {
        return terms.isEmpty();
    }

    /** The terms that the index knows, as an FTS5 expression in which nothing of the user's has a meaning; or empty. */
    String match() {
        StringBuilder match = new StringBuilder();
        for (String term : terms) {
            if (isIndexed(term)) {
                match.append(match.isEmpty() ? "" : " AND ")
                        .append('"')
                        .append(term.replace("\"", "\"\""))
                        .append('"');
            }
        }
        return match.toString();
    }

    /** The terms that the index does not know. */
    List<String> shortTerms() {
        return terms.stream().filter(term -> !isIndexed(term)).toList();
    }

    private static boolean isIndexed(String term) {
        return term.codePointCount(0, term.length()) >= TRIGRAM;
    }
}
