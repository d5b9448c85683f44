package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelShapeTest {
    @ParameterizedTest
    @CsvSource({"phi-3-mini, 3.8", "phi-3-small, 7.4", "phi-3-medium, 14.0", "phi-3.5-moe, 41.9"})
    void hasThePublishedNumberOfParameters(String label, String billions) {
        long parameters = ModelShape.named(label).family().shapes().values().stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, (a, b) -> a * b))
                .sum();
        assertThat("%.1f".formatted(parameters / 1e9)).isEqualTo(billions);
    }
}
