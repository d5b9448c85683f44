package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.ModelMemory;
import io.phiworkbench.inference.WeightShape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is reckoned before loading is what a loaded model holds. */
class ModelMemoryTest {

    @ParameterizedTest
    @CsvSource({
        "phi3-medium,FP32,0",
        "phi3-medium,BF16,0",
        "phi3-medium,FP16,0",
        "phi3-medium,INT8,0",
        // a buffer that is not loaded; the head shares the embedding, and in int8 is a copy of it
        "phi3-small-8k,FP32,0.1",
        "phi3-small-8k,BF16,0.1",
        "phi3-small-8k,INT8,0.1",
        // in int8 routers stay exact
        "phi35-moe,FP32,0",
        "phi35-moe,INT8,1"
    })
    void theSumOfTheShapesIsWhatTheLoadedModelHolds(String name, Precision precision, double percent) {
        GoldenCase golden = GoldenCase.of(name);
        List<WeightShape> shapes = Checkpoint.open(golden.folder()).weights().tensors().values().stream()
                .map(tensor -> new WeightShape(tensor.name(), tensor.shape()))
                .toList();
        try (LocalChatModel model = new LocalModelLoader()
                .loadLocal(
                        golden.folder(),
                        LoadOptions.auto().withPrecision(precision).withThreads(1),
                        progress -> {},
                        () -> false)) {
            assertThat((double) ModelMemory.weights(precision, shapes))
                    .isCloseTo(model.description().weightBytes(), withinPercentage(percent));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void aTokenOfTheCacheTakesTwoElementsOfItsType(Precision precision) {
        assertThat(ModelMemory.cachePerToken(precision, 3, 4, 16))
                .isEqualTo(2L * 3 * 4 * 16 * MatrixFormat.of(precision).cache().bytes());
    }
}
