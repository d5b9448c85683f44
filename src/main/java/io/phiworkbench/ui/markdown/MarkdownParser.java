package io.phiworkbench.ui.markdown;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/** CommonMark with tables, formulas kept as text, and bare addresses as links. Thread-safe. */
public final class MarkdownParser {
    /** Deeper nesting, which only a model gone astray writes, is shown flat. */
    private static final int DEEPEST = 12;

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"”)\\]]*[^\\s<>\"”)\\].,;:!?]");

    private final Parser parser = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .customInlineContentParserFactory(FormulaParser.startingWith('\\'))
            .customInlineContentParserFactory(FormulaParser.startingWith('$'))
            .build();

    /** The blocks of a text; an unfinished text, such as a code block not yet closed, is as good as a finished one. */
    public List<Block> parse(String text) {
        return blocks(parser.parse(text), 0);
    }

    private static List<Block> blocks(Node parent, int depth) {
        List<Block> blocks = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            Block block = depth > DEEPEST ? flat(node) : block(node, depth);
            if (block != null) {
                blocks.add(block);
            }
        }
        return List.copyOf(blocks);
    }

    private static Block block(Node node, int depth) {
        return switch (node) {
            case Paragraph p -> new Block.Paragraph(spans(p));
            case Heading h -> new Block.Heading(h.getLevel(), spans(h));
            case FencedCodeBlock c -> new Block.Code(language(c.getInfo()), withoutLastBreak(c.getLiteral()));
            case IndentedCodeBlock c -> new Block.Code("", withoutLastBreak(c.getLiteral()));
            case HtmlBlock h -> new Block.Paragraph(List.of(plain(h.getLiteral())));
            case BlockQuote q -> new Block.Quote(blocks(q, depth + 1));
            case OrderedList l ->
                new Block.Items(true, l.getMarkerStartNumber() == null ? 1 : l.getMarkerStartNumber(), items(l, depth));
            case BulletList l -> new Block.Items(false, 0, items(l, depth));
            case TableBlock t -> table(t);
            case ThematicBreak _ -> new Block.Rule();
            // Link reference definitions show nothing.
            default -> null;
        };
    }

    private static Block flat(Node node) {
        List<Span> spans = new ArrayList<>();
        collect(node, EnumSet.noneOf(Span.Style.class), "", spans);
        return spans.isEmpty() ? null : new Block.Paragraph(List.copyOf(spans));
    }

    private static List<List<Block>> items(ListBlock list, int depth) {
        List<List<Block>> items = new ArrayList<>();
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            items.add(blocks(item, depth + 1));
        }
        return List.copyOf(items);
    }

    private static Block.Table table(TableBlock table) {
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                if (row instanceof TableRow) {
                    rows.add(cells(row));
                }
            }
        }
        return new Block.Table(rows.getFirst(), List.copyOf(rows.subList(1, rows.size())));
    }

    private static List<Block.Cell> cells(Node row) {
        List<Block.Cell> cells = new ArrayList<>();
        for (Node node = row.getFirstChild(); node != null; node = node.getNext()) {
            TableCell cell = (TableCell) node;
            cells.add(new Block.Cell(spans(cell), alignment(cell.getAlignment())));
        }
        return List.copyOf(cells);
    }

    private static Block.Alignment alignment(TableCell.Alignment alignment) {
        return switch (alignment) {
            case CENTER -> Block.Alignment.CENTER;
            case RIGHT -> Block.Alignment.END;
            case LEFT -> Block.Alignment.START;
            case null -> Block.Alignment.START;
        };
    }

    private static List<Span> spans(Node parent) {
        List<Span> spans = new ArrayList<>();
        collectChildren(parent, EnumSet.noneOf(Span.Style.class), "", spans);
        return List.copyOf(spans);
    }

    private static void collectChildren(Node parent, Set<Span.Style> styles, String link, List<Span> spans) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            collect(node, styles, link, spans);
        }
    }

    private static void collect(Node node, Set<Span.Style> styles, String link, List<Span> spans) {
        switch (node) {
            case Text t -> addText(t.getLiteral(), styles, link, spans);
            case Code c -> add(c.getLiteral(), with(styles, Span.Style.CODE), link, spans);
            case FormulaParser.Formula f -> add(f.source(), with(styles, Span.Style.FORMULA), link, spans);
            case HtmlInline h -> add(h.getLiteral(), styles, link, spans);
            case SoftLineBreak _ -> add(" ", styles, link, spans);
            case HardLineBreak _ -> add("\n", styles, link, spans);
            case Emphasis e -> collectChildren(e, with(styles, Span.Style.EMPHASIS), link, spans);
            case StrongEmphasis e -> collectChildren(e, with(styles, Span.Style.STRONG), link, spans);
            case Link l -> collectChildren(l, styles, l.getDestination(), spans);
            // Pictures are not fetched: nothing leaves the machine unasked.
            case Image i -> collectChildren(i, styles, i.getDestination(), spans);
            default -> collectChildren(node, styles, link, spans);
        }
    }

    private static void addText(String text, Set<Span.Style> styles, String link, List<Span> spans) {
        if (!link.isEmpty()) {
            add(text, styles, link, spans);
            return;
        }
        Matcher address = ADDRESS.matcher(text);
        int from = 0;
        while (address.find()) {
            add(text.substring(from, address.start()), styles, "", spans);
            add(address.group(), styles, address.group(), spans);
            from = address.end();
        }
        add(text.substring(from), styles, "", spans);
    }

    /** Adds text, joined to the span before where that has the same style. */
    private static void add(String text, Set<Span.Style> styles, String link, List<Span> spans) {
        if (text.isEmpty()) {
            return;
        }
        Span span = new Span(text, styles, link);
        if (!spans.isEmpty()) {
            Span last = spans.getLast();
            if (last.styles().equals(span.styles()) && last.link().equals(link)) {
                spans.set(spans.size() - 1, new Span(last.text() + text, styles, link));
                return;
            }
        }
        spans.add(span);
    }

    private static Span plain(String text) {
        return new Span(withoutLastBreak(text), Set.of(), "");
    }

    private static Set<Span.Style> with(Set<Span.Style> styles, Span.Style style) {
        EnumSet<Span.Style> more = EnumSet.of(style);
        more.addAll(styles);
        return more;
    }

    private static String language(String info) {
        return info == null ? "" : info.strip().split("\\s+", 2)[0];
    }

    private static String withoutLastBreak(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
