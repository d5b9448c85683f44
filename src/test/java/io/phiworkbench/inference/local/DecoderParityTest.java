package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchRuntime;
import io.phiworkbench.torch.TorchValue;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderParityTest {
    @BeforeAll
    static void prepare() {
        TorchRuntime.prepareThread(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phi3-mini-4k",
                "phi3-medium",
                "phi35-mini-longrope",
                "phi35-moe",
                "phi3-small-8k",
                "phi3-small-128k"
            })
    void givesTheReferencesLogits(String name) {
        GoldenCase golden = GoldenCase.of(name);
        Checkpoint checkpoint = golden.checkpoint();
        ModelConfig config = checkpoint.config();
        try (var reader = new WeightReader(TorchDevice.CPU);
                var decoder = Decoder.load(
                        DecoderFamily.of(config),
                        MatrixFormat.FLOAT32,
                        DecoderWeights.from(checkpoint.weights(), reader),
                        bytes -> {})) {
            for (int i = 0; i < golden.prompts(); i++) {
                List<Integer> ids = golden.integers("input_ids." + i);
                boolean longFactors = ids.size() > config.originalMaxPositions();
                try (var cache = decoder.newCache(config.maxPositions());
                        TorchValue embedded =
                                decoder.embed(ids.stream().mapToLong(x -> x).toArray())) {
                    float[] logits = decoder.forward(embedded, 0, 1, longFactors, cache);
                    assertThat(GoldenCase.error(logits, golden.floats("logits_last." + i)))
                            .as("prompt %d", i)
                            .isLessThan(golden.tolerance());
                }
            }
        }
    }
}
