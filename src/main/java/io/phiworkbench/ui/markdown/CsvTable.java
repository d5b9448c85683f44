package io.phiworkbench.ui.markdown;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table as comma-separated values (RFC 4180). */
public final class CsvTable {
    private CsvTable() {}

    public static String of(Block.Table table) {
        return Stream.concat(Stream.of(table.header()), table.rows().stream())
                .map(row -> line(row.stream().map(Block.Cell::text).toList()))
                .collect(Collectors.joining());
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
