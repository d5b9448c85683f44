package io.phiworkbench.ui.markdown;

import io.phiworkbench.ui.markdown.Alignment.Pair;
import io.phiworkbench.ui.markdown.Block.Cell;
import io.phiworkbench.ui.markdown.Part.Form;
import io.phiworkbench.ui.markdown.Span.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table turned into another: columns are paired first, then rows by what stands in the columns that stayed. */
final class TableDifference {
    private final List<Pair> columns;

    private TableDifference(List<Pair> columns) {
        this.columns = columns;
    }

    static Block.Table between(Block.Table old, Block.Table now) {
        TableDifference difference = new TableDifference(columns(old, now));
        return new Block.Table(difference.merged(old.header(), now.header()), difference.rows(old.rows(), now.rows()));
    }

    /** All cells of a row that went or came. */
    static List<Cell> marked(List<Cell> row, Style style) {
        return row.stream().map(cell -> marked(cell, style)).toList();
    }

    private static Cell marked(Cell cell, Style style) {
        return new Cell(MarkedSpans.marked(cell.spans(), style), cell.alignment());
    }

    private static List<Pair> columns(Block.Table old, Block.Table now) {
        return inPlace(Alignment.of(columns(old), columns(now)));
    }

    private static List<Part<List<String>>> columns(Block.Table table) {
        return IntStream.range(0, table.header().size())
                .mapToObj(column -> {
                    List<String> texts = Stream.concat(Stream.of(table.header()), table.rows().stream())
                            .map(row -> row.get(column).text())
                            .toList();
                    return new Part<>(texts, Form.COLUMN, texts.getFirst(), WordBag.ofProse(String.join("\n", texts)));
                })
                .toList();
    }

    /** Between two columns that stayed as many came as went: they took their places. */
    private static List<Pair> inPlace(List<Pair> columns) {
        List<Pair> all = new ArrayList<>();
        for (int i = 0; i < columns.size(); ) {
            int from = i;
            while (i < columns.size() && columns.get(i).isGone()) {
                i++;
            }
            int went = i - from;
            while (i < columns.size() && columns.get(i).isCome()) {
                i++;
            }
            int came = i - from - went;
            if (went == came) {
                for (int k = from; k < from + went; k++) {
                    all.add(new Pair(columns.get(k).old(), columns.get(k + went).now()));
                }
            } else {
                all.addAll(columns.subList(from, i));
            }
            if (i < columns.size()) {
                all.add(columns.get(i++));
            }
        }
        return all;
    }

    private List<List<Cell>> rows(List<List<Cell>> old, List<List<Cell>> now) {
        List<Part<List<Cell>>> before = old.stream().map(row -> part(row, true)).toList();
        List<Part<List<Cell>>> after = now.stream().map(row -> part(row, false)).toList();
        return Alignment.of(before, after).stream()
                .map(pair -> {
                    if (pair.isGone()) {
                        return alone(old.get(pair.old()), Style.REMOVED);
                    }
                    return pair.isCome()
                            ? alone(now.get(pair.now()), Style.ADDED)
                            : merged(old.get(pair.old()), now.get(pair.now()));
                })
                .toList();
    }

    private Part<List<Cell>> part(List<Cell> row, boolean before) {
        List<String> shared = columns.stream()
                .filter(column -> !column.isGone() && !column.isCome())
                .map(column -> row.get(before ? column.old() : column.now()).text())
                .toList();
        return new Part<>(
                row,
                Form.ROW,
                shared.isEmpty() ? "" : shared.getFirst(),
                WordBag.ofProse(shared.stream().collect(Collectors.joining("\n"))));
    }

    private List<Cell> merged(List<Cell> old, List<Cell> now) {
        return columns.stream()
                .map(column -> {
                    if (column.isGone()) {
                        return marked(old.get(column.old()), Style.REMOVED);
                    }
                    Cell cell = now.get(column.now());
                    return column.isCome()
                            ? marked(cell, Style.ADDED)
                            : new Cell(
                                    MarkedSpans.between(old.get(column.old()).spans(), cell.spans()), cell.alignment());
                })
                .toList();
    }

    /** A row that has no cell in the columns of the other table. */
    private List<Cell> alone(List<Cell> row, Style style) {
        return columns.stream()
                .map(column -> {
                    int place = style == Style.REMOVED ? column.old() : column.now();
                    return place == Pair.NONE
                            ? new Cell(List.of(), Block.Alignment.START)
                            : marked(row.get(place), style);
                })
                .toList();
    }
}
