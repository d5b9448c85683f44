package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.phiworkbench.inference.local.QualityReport.Row;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Int8QualityTest {
    private static List<Row> rows;

    @BeforeAll
    static void measure() {
        rows = Stream.of("phi3-mini-4k", "phi3-medium", "phi35-mini-longrope")
                .flatMap(golden ->
                        QualityBenchmark.of(GoldenCase.of(golden).folder(), 128, OptionalInt.of(1), _ -> {})
                                .rows()
                                .stream()
                                .map(row -> named(golden, row)))
                .toList();
    }

    private static Row named(String golden, Row row) {
        return new Row(
                golden + ", " + row.variant(), row.text(), row.precision(), row.chunk(), row.meanKl(), row.top1());
    }

    @Test
    void int8StaysCloseToFp32WithPlantedOutliers() {
        assertThat(rows("int8"))
                .hasSize(90)
                .allSatisfy(row -> assertThat(row.meanKl()).isLessThanOrEqualTo(0.02));
    }

    /**
     * But for phi3-medium with channels alone, another model whose attention scores are in the thousands: what 16 bits of
     * keys and 14 of activations leave of these turns choices.
     */
    @Test
    void int8ChoosesTheTokensOfFp32WithPlantedOutliers() {
        String scoresInThousands = "phi3-medium, " + PlantedOutliers.Kind.CHANNELS.label();
        assertThat(rows("int8"))
                .filteredOn(row -> !row.variant().equals(scoresInThousands))
                .hasSize(84)
                .allSatisfy(row -> assertThat(row.top1()).isGreaterThanOrEqualTo(0.97));
    }

    /** As large matrices are held. Random weights leave the model undecided at places where bf16 turns as well. */
    @Test
    void oneDigitOfAWeightStaysCloseToFp32WithPlantedOutliers() {
        assertThat(rows("int8, one digit")).hasSize(90).allSatisfy(row -> {
            assertThat(row.meanKl()).isLessThanOrEqualTo(0.02);
            assertThat(row.top1()).isGreaterThan(0.88);
        });
    }

    @ParameterizedTest
    @CsvSource({"int8, phi3", "'int8, one digit', phi3-mini-4k"})
    void int8StaysCloserThanBf16WhereFewChannelsMakeTheOutput(String precision, String golden) {
        Map<String, Double> bf16 = rows("bf16").stream()
                .filter(row -> row.chunk() == 512)
                .collect(Collectors.toMap(Int8QualityTest::measured, Row::meanKl));
        assertThat(rows(precision))
                .filteredOn(row -> anotherModel(row) && row.variant().startsWith(golden))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.meanKl()).isLessThan(bf16.get(measured(row)) / 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"int8", "int8, one digit"})
    void int8DoesNotDependOnTheChunkSize(String precision) {
        Map<String, List<Row>> chunks = rows(precision).stream()
                .filter(row -> !anotherModel(row))
                .collect(Collectors.groupingBy(Int8QualityTest::measured));
        assertThat(chunks).hasSize(18);
        chunks.values()
                .forEach(rows -> assertThat(rows)
                        .allSatisfy(row -> assertThat(row.meanKl())
                                .isCloseTo(rows.getFirst().meanKl(), offset(1e-4))));
    }

    /** Large channels whose next weights are as they were change what the model computes. */
    private static boolean anotherModel(Row row) {
        return Stream.of(PlantedOutliers.Kind.CHANNELS, PlantedOutliers.Kind.BOTH)
                .anyMatch(kind -> row.variant().endsWith(kind.label()));
    }

    private static String measured(Row row) {
        return row.variant() + ", " + row.text();
    }

    private static List<Row> rows(String precision) {
        return rows.stream().filter(row -> row.precision().equals(precision)).toList();
    }
}
