package io.phiworkbench.ui.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkdownParserTest {
    private final MarkdownParser parser = new MarkdownParser();

    @Test
    void aTableKeepsItsCellsAndAlignments() {
        Block.Table table = (Block.Table)
                parser.parse("| a | b |\n|---|---:|\n| 1 | **2** |\n").getFirst();
        assertThat(table.header()).extracting(Block.Cell::text).containsExactly("a", "b");
        assertThat(table.rows().getFirst().get(1).alignment()).isEqualTo(Block.Alignment.END);
        assertThat(table.rows().getFirst().get(1).spans().getFirst().styles()).containsExactly(Span.Style.STRONG);
    }

    @Test
    void aCodeBlockThatIsNotClosedYetIsCode() {
        assertThat(parser.parse("```java\nint a;\nint b")).containsExactly(new Block.Code("java", "int a;\nint b"));
    }

    @Test
    void formulasStayAsTheyWereWritten() {
        assertThat(text("area \\(a*b*c\\) and $x_1 * y_1 * z$ end"))
                .isEqualTo("area \\(a*b*c\\) and $x_1 * y_1 * z$ end");
        assertThat(text("\\[ \\frac{a}{b} \\]")).isEqualTo("\\[ \\frac{a}{b} \\]");
    }

    @Test
    void pricesAreNoFormulas() {
        assertThat(spans("between $5 and $6 *now*"))
                .extracting(Span::styles)
                .contains(Set.of(Span.Style.EMPHASIS))
                .doesNotContain(Set.of(Span.Style.FORMULA));
    }

    @Test
    void aBareAddressIsALinkWithoutTheFullStop() {
        assertThat(spans("see https://example.org/a."))
                .contains(
                        new Span("https://example.org/a", Set.of(), "https://example.org/a"),
                        new Span(".", Set.of(), ""));
    }

    @Test
    void addingTextChangesTheLastBlockOnly() {
        List<Block> before = parser.parse("one\n\ntwo");
        List<Block> after = parser.parse("one\n\ntwo three");
        assertThat(after.getFirst()).isEqualTo(before.getFirst());
        assertThat(after.get(1)).isNotEqualTo(before.get(1));
    }

    @Test
    void nestingWithoutEndIsShownFlat() {
        assertThat(parser.parse("> ".repeat(2_000) + "deep")).hasSize(1);
    }

    @Test
    void aListKeepsItsFirstNumber() {
        Block.Items items = (Block.Items) parser.parse("3. c\n4. d").getFirst();
        assertThat(items.start()).isEqualTo(3);
        assertThat(items.items()).hasSize(2);
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        Block.Table table = (Block.Table)
                parser.parse("| a | b |\n|---|---|\n| x, y | say \"no\" |\n").getFirst();
        assertThat(CsvTable.of(table)).isEqualTo("a,b\r\n\"x, y\",\"say \"\"no\"\"\"\r\n");
    }

    @Test
    void highlightedPiecesAreTheCode() {
        String code = "def f(x): # twice\n    return \"a\" * 2\n";
        List<CodeHighlighter.Piece> pieces = CodeHighlighter.highlight("python", code);
        assertThat(String.join(
                        "", pieces.stream().map(CodeHighlighter.Piece::text).toList()))
                .isEqualTo(code);
        assertThat(pieces)
                .contains(
                        new CodeHighlighter.Piece("def", CodeHighlighter.Kind.KEYWORD),
                        new CodeHighlighter.Piece("# twice", CodeHighlighter.Kind.COMMENT),
                        new CodeHighlighter.Piece("\"a\"", CodeHighlighter.Kind.STRING),
                        new CodeHighlighter.Piece("2", CodeHighlighter.Kind.NUMBER));
    }

    private List<Span> spans(String markdown) {
        return ((Block.Paragraph) parser.parse(markdown).getFirst()).spans();
    }

    private String text(String markdown) {
        return Span.text(spans(markdown));
    }
}
