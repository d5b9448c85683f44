package io.phiworkbench.ui.markdown;

import io.phiworkbench.ui.markdown.Part.Form;
import io.phiworkbench.ui.markdown.Span.Style;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One formatted text turned into another: the words of the first that went are {@link Style#REMOVED}, those that came
 * {@link Style#ADDED}; whatever stays is formatted as in the second.
 *
 * <p>Blocks that are much alike are one block changed, wherever they stand, and are marked inside: words of paragraphs
 * and cells, items of lists, rows and columns of tables, lines of code. Others are marked as a whole, those that went
 * before those that came.
 */
public final class BlockDifference {
    private static final MarkdownParser PARSER = new MarkdownParser();

    private static final Weave<Block> BLOCKS =
            new Weave<>(BlockDifference::part, BlockDifference::merged, BlockDifference::marked);
    private static final Weave<List<Block>> ITEMS = new Weave<>(
            BlockDifference::item, BlockDifference::mergedItems, (item, style) -> Optional.of(each(item, style)));
    private static final Weave<List<Span>> LINES = new Weave<>(
            line -> new Part<>(line, Form.LINE, "", WordBag.ofCode(Span.text(line))),
            (old, now) -> MarkedSpans.ofOneText(old.value(), now.value()),
            (line, style) -> Optional.of(MarkedSpans.marked(line, style)));

    private BlockDifference() {}

    /** Of two texts in Markdown, with their marks read and not compared; not for the FX thread either. */
    public static List<Block> between(String before, String after) {
        return between(PARSER.parse(before), PARSER.parse(after));
    }

    /** Takes longer than a frame where texts are long (see {@link Alignment}): not for the FX thread. */
    public static List<Block> between(List<Block> before, List<Block> after) {
        return BLOCKS.of(before, after);
    }

    private static Part<Block> part(Block block) {
        String text = PlainText.of(List.of(block));
        return switch (block) {
            case Block.Paragraph p -> new Part<>(block, Form.PARAGRAPH, name(p), WordBag.ofProse(text));
            case Block.Heading _ -> new Part<>(block, Form.HEADING, "", WordBag.ofProse(text));
            case Block.Code _, Block.ChangedCode _ -> new Part<>(block, Form.CODE, "", WordBag.ofCode(text));
            case Block.Quote _ -> new Part<>(block, Form.QUOTE, "", WordBag.ofProse(text));
            case Block.Items _ -> new Part<>(block, Form.LIST, "", WordBag.ofProse(text));
            case Block.Table _ -> new Part<>(block, Form.TABLE, "", WordBag.ofProse(text));
            case Block.Rule _ -> new Part<>(block, Form.RULE, "", WordBag.ofCode(""));
        };
    }

    private static Part<List<Block>> item(List<Block> item) {
        String name = !item.isEmpty() && item.getFirst() instanceof Block.Paragraph p ? name(p) : "";
        return new Part<>(item, Form.ITEM, name, WordBag.ofProse(PlainText.of(item)));
    }

    /** The strong words that a paragraph begins with. */
    private static String name(Block.Paragraph paragraph) {
        return paragraph.spans().stream()
                .findFirst()
                .filter(span -> span.styles().contains(Style.STRONG))
                .map(span -> span.text().strip())
                .orElse("");
    }

    private static Optional<Block> merged(Part<Block> old, Part<Block> now) {
        return switch (now.value()) {
            case Block.Paragraph p -> words(old, now, p.spans()).map(Block.Paragraph::new);
            case Block.Heading h -> words(old, now, h.spans()).map(spans -> new Block.Heading(h.level(), spans));
            case Block.Code c -> Optional.of(code((Block.Code) old.value(), c));
            case Block.Quote q ->
                Optional.of(new Block.Quote(between(((Block.Quote) old.value()).blocks(), q.blocks())));
            case Block.Items i ->
                Optional.of(new Block.Items(
                        i.ordered(), i.start(), ITEMS.of(((Block.Items) old.value()).items(), i.items())));
            case Block.Table t -> Optional.of(TableDifference.between((Block.Table) old.value(), t));
            case Block.ChangedCode _, Block.Rule _ -> Optional.of(now.value());
        };
    }

    private static Optional<List<Span>> words(Part<Block> old, Part<Block> now, List<Span> spans) {
        List<Span> before = old.value().texts().findFirst().orElseThrow();
        return old.isNamedAs(now)
                ? Optional.of(MarkedSpans.between(before, spans))
                : MarkedSpans.ofOneText(before, spans);
    }

    /** Items of which nothing stays are not one. */
    private static Optional<List<Block>> mergedItems(Part<List<Block>> old, Part<List<Block>> now) {
        List<Block> item = between(old.value(), now.value());
        return item.stream()
                        .allMatch(block -> MarkedSpans.wholeMark(block.texts()).isPresent())
                ? Optional.empty()
                : Optional.of(item);
    }

    private static Block code(Block.Code old, Block.Code now) {
        return old.text().equals(now.text())
                ? now
                : new Block.ChangedCode(now.language(), LINES.of(lines(old), lines(now)));
    }

    private static List<List<Span>> lines(Block.Code code) {
        return code.text()
                .lines()
                .map(line -> List.of(new Span(line, Set.of(), "")))
                .toList();
    }

    private static Optional<Block> marked(Block block, Style style) {
        return switch (block) {
            case Block.Paragraph p -> Optional.of(new Block.Paragraph(MarkedSpans.marked(p.spans(), style)));
            case Block.Heading h -> Optional.of(new Block.Heading(h.level(), MarkedSpans.marked(h.spans(), style)));
            case Block.Code c ->
                Optional.of(new Block.ChangedCode(
                        c.language(),
                        lines(c).stream()
                                .map(line -> MarkedSpans.marked(line, style))
                                .toList()));
            case Block.Quote q -> Optional.of(new Block.Quote(each(q.blocks(), style)));
            case Block.Items i ->
                Optional.of(new Block.Items(
                        i.ordered(),
                        i.start(),
                        i.items().stream().map(item -> each(item, style)).toList()));
            case Block.Table t ->
                Optional.of(new Block.Table(
                        TableDifference.marked(t.header(), style),
                        t.rows().stream()
                                .map(row -> TableDifference.marked(row, style))
                                .toList()));
            // It has no words that could be struck through.
            case Block.Rule r -> Optional.<Block>of(r).filter(_ -> style == Style.ADDED);
            case Block.ChangedCode c -> Optional.of(c);
        };
    }

    private static List<Block> each(List<Block> blocks, Style style) {
        return blocks.stream().flatMap(block -> marked(block, style).stream()).toList();
    }
}
