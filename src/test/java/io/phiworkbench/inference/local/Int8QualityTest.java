package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.local.QualityReport.Row;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Int8QualityTest {
    /** Variants that leave the model a working one: trained weights make up for their outlier channels. */
    private static final List<PlantedOutliers.Kind> WORKING =
            List.of(PlantedOutliers.Kind.NONE, PlantedOutliers.Kind.FIRST_TOKEN, PlantedOutliers.Kind.SAME_FUNCTION);

    private static List<Row> rows;

    @BeforeAll
    static void measure() {
        rows =
                QualityBenchmark.of(GoldenCase.of("phi3-mini-4k").folder(), 128, OptionalInt.of(1), _ -> {})
                        .rows()
                        .stream()
                        .filter(row ->
                                WORKING.stream().anyMatch(kind -> kind.label().equals(row.variant())))
                        .toList();
    }

    @Test
    void int8StaysCloseToFp32WithPlantedOutliers() {
        assertThat(int8()).hasSize(9).allSatisfy(row -> assertThat(row.meanKl()).isLessThan(0.002));
    }

    @Test
    void int8ChoosesTheSameTokenAsOftenAsBf16() {
        Map<String, Double> bf16 = rows.stream()
                .filter(row -> row.precision().equals("bf16") && row.chunk() == 512)
                .collect(Collectors.toMap(Row::variant, Row::top1));
        assertThat(int8()).allSatisfy(row -> assertThat(row.top1()).isGreaterThan(bf16.get(row.variant()) - 0.02));
    }

    @Test
    void int8DoesNotDependOnTheChunkSize() {
        int8().stream()
                .collect(Collectors.groupingBy(Row::variant))
                .values()
                .forEach(chunks -> assertThat(chunks)
                        .extracting(Row::meanKl)
                        .allSatisfy(
                                kl -> assertThat(kl).isCloseTo(chunks.getFirst().meanKl(), withinTenThousandth())));
    }

    private static org.assertj.core.data.Offset<Double> withinTenThousandth() {
        return org.assertj.core.data.Offset.offset(1e-4);
    }

    private static List<Row> int8() {
        return rows.stream().filter(row -> row.precision().equals("int8")).toList();
    }
}
