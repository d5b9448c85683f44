package io.phiworkbench.analysis;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells as text and back, after RFC 4180 with another separator where asked. */
public final class Csv {
    private Csv() {}

    /**
     * Cells of a row.
     *
     * @param line where it begins in the text, from 1
     * @param complete false if a quote in it never ends, so that it took the rest of the text
     */
    public record Row(int line, boolean complete, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** Rows as lines that end with a line feed. */
    public static String write(List<List<String>> rows) {
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
        return rows(text, separator).stream().map(Row::cells).toList();
    }

    /** The rows that are not blank, with their lines. */
    public static List<Row> rows(String text, char separator) {
        List<Row> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        String whole = text.stripTrailing() + "\n";
        int line = 1;
        int begun = 1;
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            line += c == '\n' ? 1 : 0;
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
                    addRow(rows, new Row(begun, true, row));
                    row = new ArrayList<>();
                    begun = line;
                }
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            row.add(cell.toString().strip());
            addRow(rows, new Row(begun, false, row));
        }
        return rows;
    }

    private static void addRow(List<Row> rows, Row row) {
        boolean blank = row.cells().size() == 1 && row.cells().getFirst().isEmpty();
        if (!blank) {
            rows.add(row);
        }
    }
}
