package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchRuntime;
import io.phiworkbench.torch.TorchValue;
import io.phiworkbench.vision.HdImage;
import io.phiworkbench.vision.HdTransform;
import io.phiworkbench.vision.PictureReader;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What 16 and 8 bits do to a picture's features, on the golden checkpoint, whose weights are bfloat16 numbers. */
class VisionPrecisionTest {
    private static final GoldenCase GOLDEN = GoldenCase.of("phi35-vision");
    private static HdImage picture;
    private static float[] exact;

    @BeforeAll
    static void encodeExactly() {
        TorchRuntime.prepareThread(1);
        picture = HdTransform.clip()
                .apply(new PictureReader().read(GOLDEN.folder().resolve("square.png")), 4);
        exact = with(MatrixFormat.FLOAT32, VisionPrecisionTest::features);
    }

    private static <T> T with(MatrixFormat format, java.util.function.Function<VisionEncoder, T> use) {
        Checkpoint checkpoint = GOLDEN.checkpoint();
        try (var reader = new WeightReader(TorchDevice.CPU);
                var encoder = VisionEncoder.load(
                        (Phi3VConfig) checkpoint.config(),
                        format,
                        TorchDevice.CPU,
                        DecoderWeights.from(checkpoint.weights(), reader))) {
            return use.apply(encoder);
        }
    }

    private static float[] features(VisionEncoder encoder) {
        try (TorchValue rows = encoder.encode(picture, () -> false)) {
            return rows.toFloats();
        }
    }

    /** Root mean square of the difference to the exact features, relative to theirs. */
    private static double error(float[] values) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < exact.length; i++) {
            difference += (values[i] - exact[i]) * (values[i] - exact[i]);
            size += exact[i] * exact[i];
        }
        return Math.sqrt(difference / size);
    }

    @ParameterizedTest
    @CsvSource({"BFLOAT16, 0.01", "FLOAT16, 0.002", "INT8, 0.015"})
    void lowerPrecisionsStayNearTheExactFeatures(MatrixFormat format, double tolerance) {
        assertThat(error(with(format, VisionPrecisionTest::features))).isLessThan(tolerance);
    }

    @ParameterizedTest
    @EnumSource
    void weightsTakeTheBytesOfTheirPrecision(MatrixFormat format) {
        ToDoubleFunction<MatrixFormat> bytes = f -> with(f, VisionEncoder::weightBytes);
        double ratio = bytes.applyAsDouble(format) / bytes.applyAsDouble(MatrixFormat.FLOAT32);
        // Positions, norms, separators and the patch kernel stay in 32 bits; in this small model they are most of it.
        assertThat(ratio).isLessThanOrEqualTo(1);
        assertThat(format == MatrixFormat.FLOAT32).isEqualTo(ratio == 1);
    }
}
