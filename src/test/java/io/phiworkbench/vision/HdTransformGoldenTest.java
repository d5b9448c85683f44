package io.phiworkbench.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HdTransformGoldenTest {
    static final List<String> SCENARIOS = GoldenVision.SCENARIOS;

    private static final float PIXEL_TOLERANCE = 1e-4f;

    @ParameterizedTest
    @FieldSource("SCENARIOS")
    void theHdPictureIsTheReferencesToTheBit(String scenario) {
        List<String> hashes = new ArrayList<>();
        GoldenVision.scenario(scenario)
                .path("hd_image_uint8")
                .forEach(image -> hashes.add(image.path("sha256_rgb_bytes").asText()));

        assertThat(transformed(scenario)).extracting(hd -> hd.pixels().sha256()).isEqualTo(hashes);
    }

    @ParameterizedTest
    @FieldSource("SCENARIOS")
    void tokensAndHdSizesAreTheReferences(String scenario) {
        long[] sizes = GoldenVision.longs(scenario + ".image_sizes");
        long[] tokens = GoldenVision.longs(scenario + ".num_img_tokens");

        List<HdPlan> plans = plans(scenario);

        assertThat(plans.stream().mapToLong(HdPlan::tokens)).containsExactly(box(tokens));
        for (int i = 0; i < plans.size(); i++) {
            assertThat(plans.get(i).hdHeight()).isEqualTo((int) sizes[2 * i]);
            assertThat(plans.get(i).hdWidth()).isEqualTo((int) sizes[2 * i + 1]);
        }
    }

    @ParameterizedTest
    @FieldSource("SCENARIOS")
    void sampledPixelValuesAreTheReferences(String scenario) {
        long[] indices = GoldenVision.longs(scenario + ".pixel_values.sample_index");
        float[] samples = GoldenVision.floats(scenario + ".pixel_values.sample");
        List<float[]> inputs =
                transformed(scenario).stream().map(HdImage::inputs).toList();
        int perPicture = (numCrops(scenario) + 1) * 3 * 336 * 336;

        assertThat(indices).hasSizeGreaterThan(100);
        for (int i = 0; i < indices.length; i++) {
            float[] picture = inputs.get((int) (indices[i] / perPicture));
            int at = (int) (indices[i] % perPicture);
            float value = at < picture.length ? picture[at] : 0;
            assertThat(value).as("pixel value %d", indices[i]).isCloseTo(samples[i], within(PIXEL_TOLERANCE));
        }
    }

    @ParameterizedTest
    @FieldSource("SCENARIOS")
    void everyInputSumsToTheReferencesSum(String scenario) {
        List<HdImage> images = transformed(scenario);
        for (int i = 0; i < images.size(); i++) {
            JsonNode sums = GoldenVision.scenario(scenario)
                    .path("pixel_values_per_image")
                    .path(i)
                    .path("sum_per_crop");
            HdImage hd = images.get(i);
            for (int input = 0; input < hd.plan().encoderInputs(); input++) {
                assertThat(sum(hd, input))
                        .as("picture %d, input %d", i, input)
                        .isCloseTo(sums.path(input).asDouble(), within(0.5));
            }
        }
    }

    @Test
    void theGlobalViewIsTheReferencesAtEveryPixel() {
        float[] expected = GoldenVision.floats("single_square.pixel_values.image0.global");
        float[] view = new float[expected.length];

        transformed("single_square").getFirst().writeInputs(0, 1, FloatBuffer.wrap(view));

        for (int i = 0; i < view.length; i++) {
            assertThat(view[i]).as("value %d", i).isCloseTo(expected[i], within(PIXEL_TOLERANCE));
        }
    }

    @Test
    void aBatchOfInputsIsThatPartOfAllInputs() {
        HdImage hd = transformed("single_wide_16crops").getFirst();
        float[] batch = new float[4 * hd.inputLength()];

        hd.writeInputs(5, 4, FloatBuffer.wrap(batch));

        float[] all = hd.inputs();
        assertThat(batch).isEqualTo(Arrays.copyOfRange(all, 5 * hd.inputLength(), 9 * hd.inputLength()));
    }

    private static double sum(HdImage hd, int input) {
        float[] values = new float[hd.inputLength()];
        hd.writeInputs(input, 1, FloatBuffer.wrap(values));
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private static List<HdImage> transformed(String scenario) {
        return GoldenVision.pictures(scenario).stream()
                .map(picture -> HdTransform.clip().apply(picture, numCrops(scenario)))
                .toList();
    }

    private static List<HdPlan> plans(String scenario) {
        return GoldenVision.pictures(scenario).stream()
                .map(picture -> HdTransform.clip().plan(picture, numCrops(scenario)))
                .toList();
    }

    private static int numCrops(String scenario) {
        return GoldenVision.scenario(scenario).path("num_crops").asInt();
    }

    private static Long[] box(long[] values) {
        return Arrays.stream(values).boxed().toArray(Long[]::new);
    }
}
