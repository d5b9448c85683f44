package io.phiworkbench.analysis;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells as text and back, after RFC 4180 with another separator where asked. */
final class Csv {
    private Csv() {}

    /** Rows as lines that end with a line feed. */
    static String write(List<List<String>> rows) {
        var text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(String.join(",", row.stream().map(Csv::cell).toList())).append('\n');
        }
        return text.toString();
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** The cells of each line that is not blank; a quote that never ends takes the rest. */
    static List<List<String>> read(String text, char separator) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        String whole = text.strip() + "\n";
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            if (quoted) {
                boolean doubled = c == '"' && i + 1 < whole.length() && whole.charAt(i + 1) == '"';
                if (doubled) {
                    i++;
                }
                quoted = c != '"' || doubled;
                if (quoted) {
                    cell.append(c);
                }
            } else if (c == '"' && cell.toString().isBlank()) {
                cell.setLength(0);
                quoted = true;
            } else if (c == separator || c == '\n') {
                row.add(cell.toString().strip());
                cell.setLength(0);
                if (c == '\n') {
                    addRow(rows, row);
                    row = new ArrayList<>();
                }
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            row.add(cell.toString().strip());
            addRow(rows, row);
        }
        return rows;
    }

    private static void addRow(List<List<String>> rows, List<String> row) {
        boolean blank = row.size() == 1 && row.getFirst().isEmpty();
        if (!blank) {
            rows.add(List.copyOf(row));
        }
    }
}
