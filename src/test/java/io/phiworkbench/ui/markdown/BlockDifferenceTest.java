package io.phiworkbench.ui.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.ui.markdown.Span.Style;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockDifferenceTest {
    private static List<Block> between(String before, String after) {
        return BlockDifference.between(before, after);
    }

    /** Marked words in brackets, strong ones between stars. */
    private static String shown(List<Span> spans) {
        return spans.stream().map(BlockDifferenceTest::shown).collect(Collectors.joining());
    }

    private static String shown(Span span) {
        String text = span.styles().contains(Style.STRONG) ? "*" + span.text() + "*" : span.text();
        if (span.styles().contains(Style.REMOVED)) {
            return "[-" + text + "-]";
        }
        return span.styles().contains(Style.ADDED) ? "{+" + text + "+}" : text;
    }

    @ParameterizedTest
    @CsvSource({
        "Tea costs 2 today,Tea costs 3 today,Tea costs [-2-]{+3+} today",
        "It is **one coffee** more,It is **two coffees** more,It is [-*one coffee*-]{+*two coffees*+} more",
        "a **b** c,a b c,a b c",
        "same,same,same"
    })
    void wordsAreMarkedAndStayFormatted(String before, String after, String expected) {
        assertThat(between(before, after))
                .singleElement()
                .isInstanceOfSatisfying(
                        Block.Paragraph.class, p -> assertThat(shown(p.spans())).isEqualTo(expected));
    }

    @Test
    void aTableStaysATableWithItsChangedCellsAndRowsMarked() {
        List<Block> shown = between(
                "| Item | Price |\n|---|---:|\n| Tea | 2 |\n| Milk | 1 |",
                "| Item | Price |\n|---|---:|\n| Tea | 3 |\n| Milk | 1 |\n| Cake | 5 |");

        assertThat(shown).singleElement().isInstanceOfSatisfying(Block.Table.class, table -> {
            assertThat(row(table.header())).isEqualTo("Item, Price");
            assertThat(table.rows().stream().map(BlockDifferenceTest::row))
                    .containsExactly("Tea, [-2-]{+3+}", "Milk, 1", "{+Cake+}, {+5+}");
            assertThat(table.rows().getFirst().getLast().alignment()).isEqualTo(Block.Alignment.END);
        });
    }

    @Test
    void aTableIsCopiedAsItIsNow() {
        List<Block> shown = between(
                "| Item | Price |\n|---|---:|\n| Tea | 2 |\n| Milk | 1 |\n| Jam | 4 |",
                "| Item | Price |\n|---|---:|\n| Tea | 3 |\n| Milk | 1 |");
        assertThat(CsvTable.of((Block.Table) shown.getFirst())).isEqualTo("Item,Price\r\nTea,3\r\nMilk,1\r\n");

        List<Block> gone = between("| a |\n|---|\n| 1 |", "a");
        assertThat(CsvTable.of((Block.Table) gone.getFirst())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Tea costs 2 today,Tea costs 3 today,1,1",
        "It is **one coffee** more,It is two more,2,1",
        "half,**half**way there,1,2",
        "a **b** c,a b c,0,0",
        "'- one\n- two','- one\n\n> deep down\n\n# Title',1,3"
    })
    void markedWordsAreCountedWithoutTheirFormat(String before, String after, long removed, long added) {
        assertThat(MarkedWords.in(between(before, after))).isEqualTo(new MarkedWords(removed, added));
    }

    private static String row(List<Block.Cell> cells) {
        return cells.stream().map(c -> shown(c.spans())).collect(Collectors.joining(", "));
    }

    @Test
    void listsAndQuotesAreComparedInside() {
        assertThat(between("- one\n- two\n\n> deep sea", "- one\n- three\n- four\n\n> deep lake"))
                .satisfiesExactly(
                        list -> assertThat(((Block.Items) list)
                                        .items().stream()
                                                .map(item -> shown(((Block.Paragraph) item.getFirst()).spans())))
                                .containsExactly("one", "[-two-]", "{+three+}", "{+four+}"),
                        quote -> assertThat(shown(((Block.Paragraph)
                                                ((Block.Quote) quote).blocks().getFirst())
                                        .spans()))
                                .isEqualTo("deep [-sea-]{+lake+}"));
    }

    @Test
    void whatHasAnotherFormIsWhollyGoneAndWhollyNew() {
        assertThat(between("# Title\n\nWords", "Words\n\n- a"))
                .satisfiesExactly(
                        gone -> assertThat(shown(((Block.Heading) gone).spans()))
                                .isEqualTo("[-Title-]"),
                        stays -> assertThat(shown(((Block.Paragraph) stays).spans()))
                                .isEqualTo("Words"),
                        come -> assertThat(come).isInstanceOf(Block.Items.class));
        assertThat(between("", "new"))
                .singleElement()
                .satisfies(b -> assertThat(shown(((Block.Paragraph) b).spans())).isEqualTo("{+new+}"));
    }
}
