package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchRuntime;
import io.phiworkbench.torch.TorchValue;
import io.phiworkbench.vision.HdImage;
import io.phiworkbench.vision.HdTransform;
import io.phiworkbench.vision.PictureReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VisionFeaturesParityTest {
    private static final GoldenCase GOLDEN = GoldenCase.of("phi35-vision");
    private static final double TOLERANCE = 1e-4;
    private static Phi3VConfig config;
    private static VisionEncoder encoder;

    @BeforeAll
    static void load() {
        TorchRuntime.prepareThread(1);
        Checkpoint checkpoint = GOLDEN.checkpoint();
        config = (Phi3VConfig) checkpoint.config();
        try (var reader = new WeightReader(TorchDevice.CPU)) {
            encoder = VisionEncoder.load(
                    config, MatrixFormat.FLOAT32, TorchDevice.CPU, DecoderWeights.from(checkpoint.weights(), reader));
        }
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    static Stream<String> scenarios() {
        var names = new ArrayList<String>();
        GOLDEN.expected().get("scenarios").fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    /** What one of the encoder's outputs is for each picture of a scenario. */
    private static List<float[]> outputs(JsonNode scenario, BiFunction<VisionEncoder, HdImage, TorchValue> output) {
        List<float[]> values = new ArrayList<>();
        for (JsonNode name : scenario.get("images")) {
            HdImage image = HdTransform.clip()
                    .apply(
                            new PictureReader().read(GOLDEN.folder().resolve(name.asText() + ".png")),
                            scenario.get("num_crops").asInt());
            try (TorchValue tensor = output.apply(encoder, image)) {
                values.add(tensor.toFloats());
            }
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void cropFeaturesAreTheReferences(String name) {
        JsonNode scenario = GOLDEN.expected().at("/scenarios/" + name);
        List<float[]> actual = outputs(scenario, (e, image) -> e.cropFeatures(image, () -> false));
        // The reference encodes num_crops + 1 crops of each picture, unused ones included.
        long perPicture = (scenario.get("num_crops").asLong() + 1)
                * config.vision().grid()
                * config.vision().grid()
                * config.vision().hiddenSize();
        float[] expected = GOLDEN.floats(name + ".clip_features.sample");
        List<Integer> places = GOLDEN.integers(name + ".clip_features.sample_index");
        double difference = 0;
        double magnitude = 0;
        int compared = 0;
        for (int i = 0; i < expected.length; i++) {
            float[] picture = actual.get((int) (places.get(i) / perPicture));
            int place = (int) (places.get(i) % perPicture);
            if (place < picture.length) {
                difference = Math.max(difference, Math.abs(picture[place] - expected[i]));
                magnitude = Math.max(magnitude, Math.abs(expected[i]));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(expected.length / 2);
        assertThat(difference / magnitude).isLessThan(TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void rowsForTheDecoderAreTheReferences(String name) {
        JsonNode scenario = GOLDEN.expected().at("/scenarios/" + name);
        List<float[]> pictures = outputs(scenario, (e, image) -> e.encode(image, () -> false));
        float[] all = new float[pictures.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (float[] picture : pictures) {
            System.arraycopy(picture, 0, all, at, picture.length);
            at += picture.length;
        }
        float[] expected = GOLDEN.floats(name + ".image_features.sample");
        List<Integer> places = GOLDEN.integers(name + ".image_features.sample_index");
        float[] sampled = new float[expected.length];
        for (int i = 0; i < sampled.length; i++) {
            sampled[i] = all[places.get(i)];
        }
        assertThat(GoldenCase.error(sampled, expected)).isLessThan(TOLERANCE);
    }
}
