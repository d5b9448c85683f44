package io.phiworkbench.ui.markdown;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table as comma-separated values (RFC 4180). */
public final class CsvTable {
    private CsvTable() {}

    /** In a difference, the table as it is now; empty where it is gone. */
    public static String of(Block.Table table) {
        List<List<Block.Cell>> rows = Stream.concat(Stream.of(table.header()), table.rows().stream())
                .filter(row -> !isGone(row.stream()))
                .toList();
        int[] columns = IntStream.range(0, table.header().size())
                .filter(column -> !isGone(rows.stream().map(row -> row.get(column))))
                .toArray();
        return rows.stream()
                .map(row -> line(IntStream.of(columns)
                        .mapToObj(column -> text(row.get(column)))
                        .toList()))
                .collect(Collectors.joining());
    }

    private static boolean isGone(Stream<Block.Cell> cells) {
        return MarkedSpans.wholeMark(cells.map(Block.Cell::spans))
                .filter(Span.Style.REMOVED::equals)
                .isPresent();
    }

    private static String text(Block.Cell cell) {
        return Span.text(cell.spans().stream().filter(span -> !span.isRemoved()).toList());
    }

    /** One line with its line end. */
    public static String line(List<String> values) {
        return values.stream().map(CsvTable::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
