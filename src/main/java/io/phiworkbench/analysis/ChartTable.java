package io.phiworkbench.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The data of a chart: a header, and rows of as many cells. The first column names what the others count.
 *
 * @param header at least two names
 * @param rows each as long as the header
 */
public record ChartTable(List<String> header, List<List<String>> rows) {
    public ChartTable {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        int columns = header.size();
        if (columns < 2 || rows.stream().anyMatch(row -> row.size() != columns)) {
            throw new IllegalArgumentException("a table has two columns or more and rows of equal length");
        }
    }

    /**
     * The table in an answer: CSV with commas, semicolons or tabs, or a Markdown table, with or without a fence.
     *
     * @throws TableFault if there is none; the message says what is wrong in one line
     */
    public static ChartTable parse(String answer) throws TableFault {
        String text = CodeFence.without(answer).strip();
        if (text.isEmpty()) {
            throw new TableFault(AnalysisFault.EMPTY_ANSWER);
        }
        List<List<String>> rows = text.startsWith("|") ? markdown(text) : separated(text);
        List<String> header = rows.getFirst();
        if (header.size() < 2) {
            throw new TableFault(AnalysisFault.ONE_CELL, shortened(header.getFirst()));
        }
        if (rows.size() < 2) {
            throw new TableFault(AnalysisFault.NO_ROW);
        }
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).size() != header.size()) {
                throw new TableFault(AnalysisFault.OTHER_CELLS, i, rows.get(i).size(), header.size());
            }
        }
        requireNumbers(header, rows.subList(1, rows.size()));
        if (rows.stream().skip(1).allMatch(row -> row.stream().skip(1).allMatch(String::isEmpty))) {
            throw new TableFault(AnalysisFault.NO_NUMBERS);
        }
        return new ChartTable(header, rows.subList(1, rows.size()));
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static void requireNumbers(List<String> header, List<List<String>> rows) throws TableFault {
        for (int i = 0; i < rows.size(); i++) {
            for (int column = 1; column < header.size(); column++) {
                String cell = rows.get(i).get(column);
                if (!cell.isEmpty() && Quantity.parse(cell).isEmpty()) {
                    throw new TableFault(AnalysisFault.NO_NUMBER, i + 1, shortened(cell), header.get(column));
                }
            }
        }
    }

    private static List<List<String>> separated(String text) {
        String first = text.lines().findFirst().orElse("");
        char separator = first.contains("\t") ? '\t' : first.contains(";") && !first.contains(",") ? ';' : ',';
        return Csv.read(text, separator);
    }

    private static List<List<String>> markdown(String text) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            boolean rule = line.matches("[|:\\- ]+");
            if (line.startsWith("|") && !rule) {
                String inner =
                        line.substring(1, line.endsWith("|") && line.length() > 1 ? line.length() - 1 : line.length());
                rows.add(
                        Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList());
            }
        }
        return rows;
    }

    /** As CSV after RFC 4180, lines ended by line feeds. */
    public String csv() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(header);
        lines.addAll(rows);
        return Csv.write(lines);
    }

    /** The number in a cell; empty where the cell is. */
    public Optional<Quantity> quantity(int row, int column) {
        return Quantity.parse(rows.get(row).get(column));
    }

    /** Whether the first column holds numbers throughout, as years and measurements are. */
    public boolean hasNumericCategories() {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> Quantity.parse(row.getFirst()).isPresent());
    }

    /** The same with another text in one cell. */
    public ChartTable withCell(int row, int column, String text) {
        List<List<String>> changed = new ArrayList<>(rows);
        List<String> cells = new ArrayList<>(rows.get(row));
        cells.set(column, text);
        changed.set(row, cells);
        return new ChartTable(header, changed);
    }

    /** The same with one more row of empty cells. */
    public ChartTable withRow() {
        List<List<String>> more = new ArrayList<>(rows);
        more.add(Collections.nCopies(header.size(), ""));
        return new ChartTable(header, more);
    }

    /** The same without a row. */
    public ChartTable withoutRow(int row) {
        List<List<String>> fewer = new ArrayList<>(rows);
        fewer.remove(row);
        return new ChartTable(header, fewer);
    }

    /** The same with another name of a column. */
    public ChartTable withHeader(int column, String name) {
        List<String> names = new ArrayList<>(header);
        names.set(column, name);
        return new ChartTable(names, rows);
    }
}
