package io.phiworkbench.ui.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which blocks of two answers are one block changed. */
class PairedBlocksTest {
    private static List<String> difference(String before, String after) {
        return ShownDifference.lines(before, after);
    }

    @Test
    void equalAnswersHaveNoMarks() {
        String answer =
                "# Tea\n\nIt is **hot**.\n\n- one\n- two\n\n| a |\n|---|\n| 1 |\n\n```java\nint a;\n```\n\n---\n\n> said";
        assertThat(BlockDifference.between(answer, answer)).isEqualTo(new MarkdownParser().parse(answer));
        assertThat(MarkedWords.in(BlockDifference.between(answer, answer)).isNone())
                .isTrue();
    }

    @Test
    void aParagraphPutInFrontLeavesThoseBehindItPairedWithTheirOldOnes() {
        assertThat(difference("""
                        The first receipt lists three dishes for 30.30 euros.

                        The second receipt adds a tart and one more coffee.

                        Both were printed by the same bistro in Lyon.""", """
                        Here is what I found on the two pictures.

                        The first receipt lists three dishes for 31.30 euros.

                        The second receipt adds a tart and two more coffees.

                        Both were printed by the same bistro in Lyon."""))
                .containsExactly(
                        "{+Here is what I found on the two pictures.+}",
                        "The first receipt lists three dishes for [-30-]{+31+}.30 euros.",
                        "The second receipt adds a tart and [-one-]{+two+} more [-coffee-]{+coffees+}.",
                        "Both were printed by the same bistro in Lyon.");
    }

    @Test
    void aParagraphTakenAwayInFrontLeavesTheTableBehindItPaired() {
        assertThat(difference(
                        "Let me look at the chart first.\n\n| Month | Visitors |\n|---|---|\n| May | 560 |\n| June | 610 |",
                        "| Month | Visitors |\n|---|---|\n| May | 570 |\n| June | 610 |"))
                .containsExactly(
                        "[-Let me look at the chart first.-]",
                        "| Month | Visitors |",
                        "| May | [-560-]{+570+} |",
                        "| June | 610 |");
    }

    @Test
    void paragraphsThatHaveNothingInCommonGoFirstAndComeThen() {
        assertThat(difference(
                        "# Soup\n\nBoil the carrots in salted water.\n\n- carrots\n- salt",
                        "# Weather\n\nTomorrow brings strong wind from northern directions.\n\nTake an umbrella."))
                .containsExactly(
                        "# [-Soup-]",
                        "[-Boil the carrots in salted water.-]",
                        "- [-carrots-]",
                        "- [-salt-]",
                        "# {+Weather+}",
                        "{+Tomorrow brings strong wind from northern directions.+}",
                        "{+Take an umbrella.+}");
    }

    @Test
    void aLongParagraphWithTheSameSmallWordsIsAnotherOne() {
        assertThat(difference(
                        "The oldest cat of the house sleeps on a mat in the hall, and nobody wants to wake it.",
                        "A ticket has its price in the top corner; the name of the bistro and a date are below it."))
                .hasSize(2);
    }

    @Test
    void theWordsOfAHeadingAreMarkedAndAHeadingMayBecomeAParagraph() {
        assertThat(difference("## Costs in the year 2023", "### Costs in the year 2024"))
                .containsExactly("### Costs in the year [-2023-]{+2024+}");
        assertThat(difference("## Summary of the costs", "**Summary of the costs**"))
                .containsExactly("Summary of the costs");
    }

    @Test
    void aListItemTakenOutInTheMiddleMarksNoOther() {
        assertThat(difference(
                        "1. Open the **lid**.\n2. Pour in the water.\n3. Close the lid again.\n4. Press the button.",
                        "1. Open the **lid**.\n2. Close the lid.\n3. Press the button."))
                .containsExactly(
                        "1. Open the lid.",
                        "1. [-Pour in the water.-]",
                        "1. Close the lid[- again-].",
                        "1. Press the button.");
    }

    @Test
    void anItemPutInFrontLeavesNestedListsPaired() {
        assertThat(difference(
                        "- Fruit\n  - apples\n  - pears\n- Bread", "- Milk\n- Fruit\n  - apples\n  - plums\n- Bread"))
                .containsExactly("- {+Milk+}", "- Fruit / - apples / - [-pears-] / - {+plums+}", "- Bread");
    }

    @Test
    void itemsThatBeginWithTheSameStrongWordsAreOneItem() {
        assertThat(difference(
                        "- **Speed:** slow, three seconds a page\n- **Price:** free",
                        "- **Licence:** MIT\n- **Speed:** answers at once\n- **Price:** free"))
                .containsExactly(
                        "- {+Licence:+}{+ MIT+}",
                        "- Speed: [-slow, three seconds a page-]{+answers at once+}",
                        "- Price: free");
    }

    @Test
    void aListThatGetsNumbersStaysWhatItIs() {
        assertThat(difference("- wash the apples\n- peel them", "1. wash the apples\n2. peel them"))
                .containsExactly("1. wash the apples", "1. peel them");
    }

    @Test
    void aChangedCellIsMarkedInItsRow() {
        assertThat(difference(
                        "| Item | Price |\n|---|---|\n| Tea | 2.50 |\n| Milk | 1 |",
                        "| Item | Price |\n|---|---|\n| Tea | 3.50 |\n| Milk | 1 |"))
                .containsExactly("| Item | Price |", "| Tea | [-2-]{+3+}.50 |", "| Milk | 1 |");
    }

    @Test
    void aRowPutInFrontMovesNoOtherRow() {
        assertThat(difference(
                        "| Item | Price |\n|---|---|\n| Quenelle | 18.50 |\n| Salade | 9.00 |\n| Total | 27.50 |",
                        "| Item | Price |\n|---|---|\n| Bread | 2.00 |\n| Quenelle | 19.50 |\n| Total | 21.50 |"))
                .containsExactly(
                        "| Item | Price |",
                        "| {+Bread+} | {+2.00+} |",
                        "| Quenelle | [-18-]{+19+}.50 |",
                        "| [-Salade-] | [-9.00-] |",
                        "| Total | [-27-]{+21+}.50 |");
    }

    @Test
    void aRowIsKnownByItsFirstCell() {
        assertThat(
                        difference(
                                "| Item | Note |\n|---|---|\n| Tea | green, from Japan |\n| Rice | long |",
                                "| Item | Note |\n|---|---|\n| Oil | from olives |\n| Tea | strong black leaves |\n| Rice | long |"))
                .containsExactly(
                        "| Item | Note |",
                        "| {+Oil+} | {+from olives+} |",
                        "| Tea | [-green, from Japan-]{+strong black leaves+} |",
                        "| Rice | long |");
    }

    @Test
    void aColumnThatCameOrWentIsMarkedInEveryRow() {
        String narrow = "| Item | Price |\n|---|---|\n| Tea | 2 |\n| Milk | 1 |";
        String wide = "| Item | Count | Price |\n|---|---|---|\n| Tea | 4 | 3 |\n| Milk | 6 | 1 |\n| Jam | 1 | 5 |";
        assertThat(difference(narrow, wide))
                .containsExactly(
                        "| Item | {+Count+} | Price |",
                        "| Tea | {+4+} | [-2-]{+3+} |",
                        "| Milk | {+6+} | 1 |",
                        "| {+Jam+} | {+1+} | {+5+} |");
        assertThat(difference(wide, narrow))
                .containsExactly(
                        "| Item | [-Count-] | Price |",
                        "| Tea | [-4-] | [-3-]{+2+} |",
                        "| Milk | [-6-] | 1 |",
                        "| [-Jam-] | [-1-] | [-5-] |");
        Block.Table shown = (Block.Table) BlockDifference.between(wide, narrow).getFirst();
        assertThat(CsvTable.of(shown)).isEqualTo("Item,Price\r\nTea,2\r\nMilk,1\r\n");
    }

    @Test
    void aColumnWithAnotherNameAtTheSamePlaceIsMarkedInside() {
        assertThat(difference(
                        "| Item | Price |\n|---|---|\n| Tea | 2 |\n| Milk | 1 |",
                        "| Item | Weight |\n|---|---|\n| Tea | 90 g |\n| Milk | 1 |"))
                .containsExactly("| Item | [-Price-]{+Weight+} |", "| Tea | [-2-]{+90 g+} |", "| Milk | 1 |");
    }

    @Test
    void linesOfCodeArePairedAndMarkedInside() {
        assertThat(difference("""
                        ```python
                        import os
                        def total(prices):
                            return sum(prices)

                        print(total([1, 2]))
                        ```""", """
                        ```python
                        def total(prices, tax):
                            rate = 1 + tax
                            return sum(prices) * rate

                        print(total([1, 2]))
                        ```"""))
                .containsExactly(
                        "    [-import os-]",
                        "    def total(prices{+, tax+}):",
                        "    {+    rate = 1 + tax+}",
                        "        return sum(prices){+ * rate+}",
                        "    ",
                        "    print(total([1, 2]))");
    }

    @Test
    void codeIsCopiedAsItIsNowAndTheSameCodeStaysCode() {
        Block shown = BlockDifference.between("```\na = 1\nb = 2\nc = 3\n```", "```\na = 1\nb = 5\n```")
                .getFirst();
        assertThat(((Block.ChangedCode) shown).textNow()).isEqualTo("a = 1\nb = 5");
        assertThat(BlockDifference.between("```\nx\n```", "```java\nx\n```"))
                .containsExactly(new Block.Code("java", "x"));
        Block gone = BlockDifference.between("```\nx\n```", "y").getFirst();
        assertThat(((Block.ChangedCode) gone).textNow()).isEmpty();
    }

    @Test
    void aRuleThatWentIsNotShownAsOneThatStays() {
        assertThat(difference("One.\n\n---\n\nTwo.", "One.\n\nTwo.")).containsExactly("One.", "Two.");
        assertThat(difference("One.\n\nTwo.", "One.\n\n---\n\nTwo.")).containsExactly("One.", "---", "Two.");
    }

    @Test
    void anEmptyAnswerIsAllGoneOrAllNew() {
        assertThat(difference("", "# New\n\nwords")).containsExactly("# {+New+}", "{+words+}");
        assertThat(difference("old", "")).containsExactly("[-old-]");
        assertThat(difference("", "")).isEmpty();
    }
}
