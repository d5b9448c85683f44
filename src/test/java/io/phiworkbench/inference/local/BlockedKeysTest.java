package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys lie in blocks of 256 tokens: one token after the other has to see what many at once see, across their borders. */
class BlockedKeysTest {
    private static final int LENGTH = 530;
    private static final int VOCABULARY = 64;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "FLOAT32, null, 1e-4",
        "FLOAT32, 300, 1e-4",
        "FLOAT32, 40, 1e-4",
        "FLOAT16, null, 0.1",
        "FLOAT16, 300, 0.1"
    })
    void tokenByTokenGivesTheLogitsOfOnePrefill(MatrixFormat format, String window, double tolerance)
            throws IOException {
        TorchRuntime.prepareThread(1);
        Checkpoint checkpoint = checkpoint(window);
        try (var reader = new WeightReader(TorchDevice.CPU);
                var decoder = Decoder.load(
                        DecoderFamily.of(checkpoint.config()),
                        format,
                        DecoderWeights.from(checkpoint.weights(), reader),
                        bytes -> {});
                var whole = new Session(decoder, 1024);
                var steps = new Session(decoder, 1024)) {
            TokenSequence text = text(LENGTH);
            float[] expected = whole.prefill(text, false, LENGTH, LENGTH, done -> {}, () -> false);
            TokenSequence sofar = text(1);
            for (int i = 0; i < LENGTH; i++) {
                float[] logits = steps.step(sofar, new int[0]);
                float[] row = Arrays.copyOfRange(expected, i * VOCABULARY, (i + 1) * VOCABULARY);
                assertThat(GoldenCase.error(logits, row)).as("position %d", i).isLessThan(tolerance);
                if (i + 1 < LENGTH) {
                    sofar.append(text.id(i + 1));
                }
            }
        }
    }

    private Checkpoint checkpoint(String window) throws IOException {
        Path written = RandomCheckpoint.write(folder.resolve("blocks"), 32, 2, VOCABULARY, 1024);
        Path config = written.resolve("config.json");
        Files.writeString(
                config, Files.readString(config).replace("\"sliding_window\": null", "\"sliding_window\": " + window));
        return Checkpoint.open(written);
    }

    private static TokenSequence text(int tokens) {
        var text = new TokenSequence();
        new Random(3).ints(tokens, 0, VOCABULARY).forEach(text::append);
        return text;
    }
}
