package io.phiworkbench.ui.markdown;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Markdown without its marks, as pasted into a mail. */
public final class PlainText {
    private PlainText() {}

    public static String of(List<Block> blocks) {
        return blocks.stream().map(PlainText::of).collect(Collectors.joining("\n\n"));
    }

    private static String of(Block block) {
        return switch (block) {
            case Block.Paragraph p -> Span.text(p.spans());
            case Block.Heading h -> Span.text(h.spans());
            case Block.Code c -> c.text();
            case Block.ChangedCode c -> c.lines().stream().map(Span::text).collect(Collectors.joining("\n"));
            case Block.Quote q -> of(q.blocks());
            case Block.Items items -> items(items);
            case Block.Table table -> table(table);
            case Block.Rule _ -> "———";
        };
    }

    private static String items(Block.Items list) {
        return IntStream.range(0, list.items().size())
                .mapToObj(i -> (list.ordered() ? list.start() + i + ". " : "• ")
                        + list.items().get(i).stream().map(PlainText::of).collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
    }

    private static String table(Block.Table table) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(table.header()), table.rows().stream())
                .map(row -> row.stream().map(Block.Cell::text).collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\n"));
    }
}
