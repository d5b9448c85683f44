package io.phiworkbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTableTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "label,value\nA,3\n\"B, b\",5\n",
                "```csv\nlabel,value\nA,3\n\"B, b\",5\n```",
                "label;value\nA;3\nB, b;5",
                "label\tvalue\r\nA\t3\r\nB, b\t5",
                "| label | value |\n|---|---:|\n| A | 3 |\n| B, b | 5 |"
            })
    void tablesAreFoundInTheWaysInWhichModelsWriteThem(String answer) throws TableFault {
        ChartTable table = ChartTable.parse(answer);

        assertThat(table.header()).containsExactly("label", "value");
        assertThat(table.rows()).containsExactly(List.of("A", "3"), List.of("B, b", "5"));
        assertThat(ChartTable.parse(table.csv())).isEqualTo(table);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|the answer is empty",
                "`I see a cat.`|the first line has one cell, \"I see a cat.\"",
                "`label,value`|a header but no row",
                "`a,b\nx,1\ny,2,3`|row 2 has 3 cells, the header has 2",
                "`a,b\nx,many`|row 1 has \"many\" for b, which is no number"
            })
    void whatIsNoTableIsNamedWithItsFault(String answer, String fault) {
        assertThatThrownBy(() -> ChartTable.parse(answer))
                .isInstanceOf(TableFault.class)
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12|12|''",
                "-3.5|-3.5|''",
                "\u22127|-7|''",
                "1,234|1234|''",
                "1,234.5|1234.5|''",
                "1.234,5|1234.5|''",
                "3,5|3.5|''",
                "12 %|12|%",
                "$5|5|$",
                "€ 1.5 M|1500000|€",
                "2.3k|2300|''",
                "4 km|4|km",
                "1e3|1000|''",
                "1 000 000|1000000|''",
                ".5|0.5|''"
            })
    void printedNumbersAreUnderstood(String cell, double value, String unit) {
        assertThat(Quantity.parse(cell)).contains(new Quantity(value, unit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "n/a", "1-2", "3 of 4 people asked", "--"})
    void whatIsNoNumberIsNone(String cell) {
        assertThat(Quantity.parse(cell)).isEmpty();
    }

    @Test
    void aChartHasTheUnitThatAllItsCellsShareAndLeavesOutEmptyOnes() throws TableFault {
        Chart chart = Chart.of(ChartTable.parse("year,share\n2020,5 %\n2021,\n2022,7.5 %"));

        assertThat(chart.type()).isEqualTo(ChartType.LINE);
        assertThat(chart.unit()).isEqualTo("%");
        assertThat(chart.valueLabel()).isEqualTo("share (%)");
        assertThat(chart.series())
                .singleElement()
                .satisfies(series -> assertThat(series.points())
                        .containsExactly(new Chart.Point("2020", 2020, 5), new Chart.Point("2022", 2022, 7.5)));
    }

    @Test
    void cellsRowsAndNamesCanBeChanged() throws TableFault {
        ChartTable table = ChartTable.parse("a,b\nx,1\ny,2");

        assertThat(table.withCell(1, 1, "9").quantity(1, 1))
                .map(Quantity::value)
                .contains(9.0);
        assertThat(table.withRow().rows()).hasSize(3);
        assertThat(table.withoutRow(0).rows()).containsExactly(List.of("y", "2"));
        assertThat(table.withHeader(1, "c").header()).containsExactly("a", "c");
        assertThat(table.withRow().quantity(2, 1)).isEqualTo(Optional.empty());
    }
}
