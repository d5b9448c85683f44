package io.phiworkbench.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer about a chart beside the numbers it speaks of.
 *
 * @param used cells of the table that question or answer name, by their label or their value
 * @param unknown numbers of the answer that stand neither in the table nor in the question
 */
public record ChartAnswer(String question, String answer, List<Used> used, List<String> unknown) {
    private static final Pattern NUMBER = Pattern.compile("[+\\-\u2212]?\\d[\\d.,]*");

    /** A number of the table. */
    public record Used(String category, String series, String value) {}

    public ChartAnswer {
        used = List.copyOf(used);
        unknown = List.copyOf(unknown);
    }

    static ChartAnswer of(String question, String answer, ChartTable table) {
        List<Used> used = new ArrayList<>();
        for (int row = 0; row < table.rows().size(); row++) {
            String category = table.rows().get(row).getFirst();
            boolean named = names(question, category) || names(answer, category);
            for (int column = 1; column < table.header().size(); column++) {
                String value = table.rows().get(row).get(column);
                if (named || holds(answer, table.quantity(row, column))) {
                    used.add(new Used(category, table.header().get(column), value));
                }
            }
        }
        return new ChartAnswer(question, answer, used, unknown(question, answer, table));
    }

    private static boolean names(String text, String label) {
        return !label.isBlank()
                && Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(label) + "(?![\\p{L}\\p{N}])")
                        .matcher(text)
                        .find();
    }

    private static boolean holds(String text, Optional<Quantity> number) {
        return number.isPresent()
                && numbers(text).stream()
                        .anyMatch(n -> n.value() == number.get().value());
    }

    private static List<Quantity> numbers(String text) {
        List<Quantity> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            Quantity.parse(matcher.group().replaceAll("[.,]$", "")).ifPresent(numbers::add);
        }
        return numbers;
    }

    private static List<String> unknown(String question, String answer, ChartTable table) {
        List<Double> known = new ArrayList<>();
        numbers(question).forEach(n -> known.add(n.value()));
        for (int row = 0; row < table.rows().size(); row++) {
            for (String cell : table.rows().get(row)) {
                numbers(cell).forEach(n -> known.add(n.value()));
            }
        }
        return numbers(answer).stream()
                .filter(n -> !known.contains(n.value()))
                .map(n -> Quantity.format(n.value()))
                .distinct()
                .toList();
    }
}
