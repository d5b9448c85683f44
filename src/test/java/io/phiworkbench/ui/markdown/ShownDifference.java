package io.phiworkbench.ui.markdown;

import io.phiworkbench.ui.markdown.Span.Style;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A difference as lines of text: what went in {@code [-…-]}, what came in {@code {+…+}}. */
final class ShownDifference {
    private ShownDifference() {}

    static List<String> lines(String before, String after) {
        return BlockDifference.between(before, after).stream()
                .flatMap(ShownDifference::lines)
                .toList();
    }

    private static Stream<String> lines(Block block) {
        return switch (block) {
            case Block.Paragraph p -> Stream.of(shown(p.spans()));
            case Block.Heading h -> Stream.of("#".repeat(h.level()) + " " + shown(h.spans()));
            case Block.Quote q ->
                q.blocks().stream().flatMap(ShownDifference::lines).map(line -> "> " + line);
            case Block.Items i ->
                i.items().stream()
                        .map(item -> (i.ordered() ? "1. " : "- ")
                                + item.stream().flatMap(ShownDifference::lines).collect(Collectors.joining(" / ")));
            case Block.Table t ->
                Stream.concat(Stream.of(t.header()), t.rows().stream())
                        .map(row -> row.stream()
                                .map(cell -> shown(cell.spans()))
                                .collect(Collectors.joining(" | ", "| ", " |")));
            case Block.Code c -> c.text().lines().map(line -> "    " + line);
            case Block.ChangedCode c -> c.lines().stream().map(line -> "    " + shown(line));
            case Block.Rule _ -> Stream.of("---");
        };
    }

    static String shown(List<Span> spans) {
        return spans.stream()
                .map(span -> {
                    if (span.styles().contains(Style.REMOVED)) {
                        return "[-" + span.text() + "-]";
                    }
                    return span.styles().contains(Style.ADDED) ? "{+" + span.text() + "+}" : span.text();
                })
                .collect(Collectors.joining());
    }
}
