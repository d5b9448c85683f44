package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.DType;
import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchRuntime;
import io.phiworkbench.torch.TorchValue;
import io.phiworkbench.vision.CropShape;
import io.phiworkbench.vision.HdImage;
import io.phiworkbench.vision.HdTransform;
import io.phiworkbench.vision.Normalization;
import io.phiworkbench.vision.Picture;
import io.phiworkbench.vision.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Other sizes than the golden case's, against the reference's formulas in plain loops. */
class VisionReferenceTest {
    private static final double TOLERANCE = 1e-4;

    @TempDir
    private Path folder;

    @BeforeAll
    static void prepare() {
        TorchRuntime.prepareThread(1);
    }

    static Stream<Arguments> shapes() {
        VisionCheckpoint usual = VisionCheckpoint.usual();
        return Stream.of(
                        usual,
                        new VisionCheckpoint(112, 14, 24, 3, 2, -2, "sub_glb", DType.F32, 1),
                        new VisionCheckpoint(32, 8, 40, 5, 4, -2, "sub_glb", DType.F32, 1),
                        new VisionCheckpoint(28, 14, 16, 1, 2, -2, "sub_glb", DType.F32, 1),
                        new VisionCheckpoint(56, 14, 32, 2, 3, -2, "glb_sub", DType.F32, 1),
                        new VisionCheckpoint(56, 14, 32, 4, 3, -1, "sub_glb", DType.F32, 1),
                        new VisionCheckpoint(56, 14, 32, 4, 4, 1, "sub_glb", DType.F32, 1))
                .flatMap(shape -> Stream.of(Arguments.of(shape, 150, 100), Arguments.of(shape, 40, 170)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void featuresAreTheReferences(VisionCheckpoint shape, int width, int height) {
        Checkpoint checkpoint = Checkpoint.open(shape.write(folder));
        var config = (Phi3VConfig) checkpoint.config();
        HdImage picture = cut(config, width, height, 6);
        try (var reader = new WeightReader(TorchDevice.CPU)) {
            DecoderWeights.Source source = DecoderWeights.from(checkpoint.weights(), reader);
            double[][] expected = new PlainVision(config.vision(), floats(config, reader, source)).encode(picture);
            try (var encoder = VisionEncoder.load(config, MatrixFormat.FLOAT32, TorchDevice.CPU, source);
                    TorchValue rows = encoder.encode(picture, () -> false)) {
                assertThat(expected).hasNumberOfRows(picture.plan().tokens());
                assertThat(error(rows.toFloats(), expected)).isLessThan(TOLERANCE);
            }
        }
    }

    private static java.util.function.Function<String, float[]> floats(
            Phi3VConfig config, WeightReader reader, DecoderWeights.Source source) {
        Map<String, long[]> shapes = VisionWeights.shapes(config);
        Map<String, float[]> read = new HashMap<>();
        return name -> read.computeIfAbsent(name, n -> {
            try (TorchValue tensor = source.tensor(n, shapes.get(n), TorchType.FLOAT32)) {
                return reader.toFloats(tensor);
            }
        });
    }

    private static HdImage cut(Phi3VConfig config, int width, int height, int numCrops) {
        var shape = new CropShape(config.vision().imageSize(), config.vision().patchSize());
        return new HdTransform(shape, Normalization.CLIP).apply(picture(width, height), numCrops);
    }

    private static Picture picture(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        new Random(width).nextBytes(rgb);
        return Picture.of(RgbImage.of(width, height, rgb), "noise", "test");
    }

    private static double error(float[] actual, double[][] expected) {
        double difference = 0;
        double size = 0;
        int at = 0;
        for (double[] row : expected) {
            for (double value : row) {
                difference = Math.max(difference, Math.abs(actual[at++] - value));
                size = Math.max(size, Math.abs(value));
            }
        }
        assertThat(at).isEqualTo(actual.length);
        return difference / size;
    }

    /** bf16, fp16 and fp32 files of the same numbers, whole or in parts, are the same model. */
    @ParameterizedTest
    @CsvSource({"BF16, 1", "F16, 1", "F32, 3", "BF16, 2"})
    void storageDoesNotChangeTheAnswer(DType type, int shards) throws IOException {
        PromptLogits whole = logits(VisionCheckpoint.usual().write(folder.resolve("whole")));
        PromptLogits stored =
                logits(VisionCheckpoint.usual().stored(type, shards).write(folder.resolve("stored")));

        assertThat(stored.values()).isEqualTo(whole.values());
    }

    private static PromptLogits logits(Path checkpoint) {
        try (LocalChatModel model = load(checkpoint)) {
            return model.logits(
                    new Prompt.TokenIds(List.of(1, 20, -1, 1, 21, -2, 1, 22), List.of(png(150, 100), png(30, 90))),
                    GenerationOptions.greedy());
        }
    }

    private static LocalChatModel load(Path checkpoint) {
        return new LocalModelLoader()
                .loadLocal(checkpoint, LoadOptions.auto().withPrecision(Precision.FP32), _ -> {}, () -> false);
    }

    private static ImageInput png(int width, int height) {
        var bytes = new java.io.ByteArrayOutputStream();
        try {
            javax.imageio.ImageIO.write(picture(width, height).pixels().toBufferedImage(), "png", bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return ImageInput.of(width + "x" + height, bytes.toByteArray());
    }

    /** Token counts of {@code calc_num_image_tokens_from_image_size}, in crops of 56 pixels. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 13", // one crop
        "1, 1, 16, 79",
        "3, 500, 16, 103", // sixteen crops in a column
        "500, 3, 16, 73", // or in a row
        "1, 100, 4, 31",
        "1344, 1008, 16, 61",
        "1008, 1344, 16, 63",
        "640, 640, 3, 13"
    })
    void smallThinAndTallPicturesCostWhatTheReferenceSays(int width, int height, int numCrops, int tokens) {
        try (LocalChatModel model = load(VisionCheckpoint.usual().write(folder))) {
            Prompt prompt = new Prompt.TokenIds(List.of(1, -1), List.of(png(width, height)));
            GenerationOptions options =
                    GenerationOptions.greedy().withMaxTokens(1).withNumCrops(OptionalInt.of(numCrops));

            assertThat(model.estimate(prompt, options).imageTokens()).containsExactly(tokens);
            assertThat(model.generate(prompt, options, _ -> {})
                            .result()
                            .join()
                            .statistics()
                            .imageTokens())
                    .isEqualTo(tokens);
        }
    }
}
