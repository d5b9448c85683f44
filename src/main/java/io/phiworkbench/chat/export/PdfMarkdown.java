package io.phiworkbench.chat.export;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/** Sets an answer's Markdown: headings, lists, tables, code, quotes, emphasis and links. */
final class PdfMarkdown {
    static final float SIZE = 10;
    private static final float INDENT = 18;

    private final Parser parser =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private final PdfFlow flow;

    PdfMarkdown(PdfFlow flow) {
        this.flow = flow;
    }

    void write(String markdown) throws IOException {
        blocks(parser.parse(markdown), 0);
    }

    private void blocks(Node parent, float indent) throws IOException {
        for (Node block = parent.getFirstChild(); block != null; block = block.getNext()) {
            block(block, indent);
            flow.space(SIZE * 0.5f);
        }
    }

    private void block(Node block, float indent) throws IOException {
        switch (block) {
            case Heading heading ->
                flow.paragraph(runs(heading, PdfFace.BOLD), SIZE + 6 - heading.getLevel(), indent, Color.BLACK);
            case BulletList list -> list(list, indent, 0);
            case OrderedList list ->
                list(list, indent, list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber());
            case FencedCodeBlock code -> flow.code(code.getLiteral(), SIZE - 1, indent);
            case IndentedCodeBlock code -> flow.code(code.getLiteral(), SIZE - 1, indent);
            case HtmlBlock html -> flow.code(html.getLiteral(), SIZE - 1, indent);
            case BlockQuote quote -> blocks(quote, indent + INDENT);
            case ThematicBreak _ -> flow.rule();
            case TableBlock table -> flow.table(rows(table), SIZE - 1, indent);
            default -> flow.paragraph(runs(block, PdfFace.REGULAR), SIZE, indent, Color.BLACK);
        }
    }

    /** @param first number of the first item; 0 for bullets */
    private void list(Node list, float indent, int first) throws IOException {
        int number = first;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            flow.mark(first == 0 ? "•" : number++ + ".", SIZE, indent);
            blocks(item, indent + INDENT + (number > 9 ? 6 : 0));
        }
    }

    private List<List<List<PdfRun>>> rows(TableBlock table) {
        List<List<List<PdfRun>>> rows = new ArrayList<>();
        for (Node section = table.getFirstChild(); section != null; section = section.getNext()) {
            for (Node row = section.getFirstChild(); row instanceof TableRow; row = row.getNext()) {
                List<List<PdfRun>> cells = new ArrayList<>();
                for (Node cell = row.getFirstChild(); cell instanceof TableCell c; cell = cell.getNext()) {
                    cells.add(runs(c, c.isHeader() ? PdfFace.BOLD : PdfFace.REGULAR));
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    private List<PdfRun> runs(Node block, PdfFace face) {
        List<PdfRun> runs = new ArrayList<>();
        inline(block, face, runs);
        return runs;
    }

    private void inline(Node parent, PdfFace face, List<PdfRun> runs) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case Text text -> runs.add(new PdfRun(text.getLiteral(), face));
                case Code code -> runs.add(new PdfRun(code.getLiteral(), PdfFace.MONO));
                case HtmlInline html -> runs.add(new PdfRun(html.getLiteral(), PdfFace.MONO));
                case SoftLineBreak _ -> runs.add(new PdfRun(" ", face));
                case HardLineBreak _ -> runs.add(new PdfRun("\n", face));
                case StrongEmphasis strong -> inline(strong, PdfFace.BOLD, runs);
                case Link link -> link(link, face, runs);
                default -> inline(node, face, runs);
            }
        }
    }

    private void link(Link link, PdfFace face, List<PdfRun> runs) {
        int before = runs.size();
        inline(link, face, runs);
        boolean same = runs.size() == before + 1 && runs.getLast().text().equals(link.getDestination());
        if (!same) {
            runs.add(new PdfRun(" (" + link.getDestination() + ")", face));
        }
    }
}
