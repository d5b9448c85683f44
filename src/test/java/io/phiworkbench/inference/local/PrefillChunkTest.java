package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchRuntime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefillChunkTest {
    @ParameterizedTest
    @CsvSource({
        "phi3-mini-4k, 2, 1", "phi3-mini-4k, 2, 3", "phi3-mini-4k, 2, 512",
        "phi3-medium, 1, 1", "phi3-medium, 1, 3", "phi3-medium, 1, 512",
        "phi35-mini-longrope, 3, 1", "phi35-mini-longrope, 3, 3", "phi35-mini-longrope, 3, 512",
        "phi35-moe, 2, 1", "phi35-moe, 2, 3", "phi35-moe, 2, 512",
        "phi3-small-8k, 1, 1", "phi3-small-8k, 1, 3", "phi3-small-8k, 1, 512",
        "phi3-small-128k, 1, 1", "phi3-small-128k, 1, 3", "phi3-small-128k, 1, 512"
    })
    void everyPositionsLogitsAreTheReferencesAtAnyChunkSize(String name, int promptNumber, int chunk) {
        TorchRuntime.prepareThread(1);
        GoldenCase golden = GoldenCase.of(name);
        Checkpoint checkpoint = golden.checkpoint();
        ModelConfig config = checkpoint.config();
        List<Integer> ids = golden.integers("input_ids." + promptNumber);
        float[] expected = golden.floats("logits_all." + promptNumber);
        try (var reader = new WeightReader(TorchDevice.CPU);
                var decoder = Decoder.load(
                        DecoderFamily.of(config),
                        MatrixFormat.FLOAT32,
                        DecoderWeights.from(checkpoint.weights(), reader),
                        bytes -> {});
                var session = new Session(decoder, config.maxPositions())) {
            var prompt = new TokenSequence();
            ids.forEach(prompt::append);
            boolean longFactors = ids.size() > config.originalMaxPositions();
            float[] logits = session.prefill(prompt, longFactors, chunk, 1, done -> {}, () -> false);
            float[] last =
                    java.util.Arrays.copyOfRange(expected, expected.length - config.vocabSize(), expected.length);
            assertThat(GoldenCase.error(logits, last)).isLessThan(golden.tolerance());
        }
    }
}
