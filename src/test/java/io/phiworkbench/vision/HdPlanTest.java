package io.phiworkbench.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HdPlanTest {
    @Test
    void aPhotoTakesTheWidestGridThatFits() {
        HdPlan plan = HdPlan.of(1344, 1008, 16, CropShape.CLIP_L14_336);

        assertThat(plan.columns()).isEqualTo(4);
        assertThat(plan.rows()).isEqualTo(3);
        assertThat(plan.tokens()).isEqualTo(13 * 144 + 1 + 4 * 12);
        assertThat(plan.encoderInputs()).isEqualTo(13);
    }

    @Test
    void landscapeIsPaddedAboveAndBelow() {
        HdPlan plan = HdPlan.of(1000, 410, 16, CropShape.CLIP_L14_336);

        assertThat(plan.scaledWidth()).isEqualTo(1680);
        assertThat(plan.scaledHeight()).isEqualTo(688);
        assertThat(plan.rows()).isEqualTo(3);
        assertThat(plan.padLeft()).isZero();
        assertThat(plan.padTop()).isEqualTo(160);
    }

    @Test
    void portraitIsTheTransposedPlan() {
        HdPlan landscape = HdPlan.of(900, 410, 16, CropShape.CLIP_L14_336);
        HdPlan portrait = HdPlan.of(410, 900, 16, CropShape.CLIP_L14_336);

        assertThat(portrait.rows()).isEqualTo(landscape.columns());
        assertThat(portrait.columns()).isEqualTo(landscape.rows());
        assertThat(portrait.padLeft()).isEqualTo(landscape.padTop());
        assertThat(portrait.scaledHeight()).isEqualTo(landscape.scaledWidth());
    }

    @Test
    void smallCropsCountTheirOwnTokens() {
        HdPlan plan = HdPlan.of(640, 640, 4, new CropShape(56, 14));

        assertThat(plan.hdWidth()).isEqualTo(112);
        assertThat(plan.tokens()).isEqualTo(5 * 4 + 1 + 3 * 2);
    }

    @Test
    void cropsCoverTheWholePictureAndNothingElse() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            int width = 1 + random.nextInt(3000);
            int height = 1 + random.nextInt(3000);
            int numCrops = 1 + random.nextInt(20);
            if (Math.max(width, height) / Math.min(width, height) > 100) {
                continue;
            }
            HdPlan plan = HdPlan.of(width, height, numCrops, CropShape.CLIP_L14_336);

            double area = plan.crops().stream()
                    .mapToDouble(crop -> crop.width() * crop.height())
                    .sum();

            assertThat(plan.rows() * plan.columns()).isBetween(1, numCrops);
            assertThat(area).isCloseTo((double) width * height, within(1e-6 * width * height));
        }
    }

    @Test
    void aBannerOfOneToHundredIsOneRowOfCrops() {
        HdPlan plan = HdPlan.of(5000, 50, 16, CropShape.CLIP_L14_336);

        assertThat(plan.columns()).isEqualTo(16);
        assertThat(plan.rows()).isEqualTo(1);
        assertThat(plan.scaledHeight()).isEqualTo(53);
        assertThat(plan.crops().getFirst().height()).isEqualTo(50, within(1e-9));
    }

    @Test
    void aThreadOfPixelsIsRefusedWithItsSize() {
        assertThatThrownBy(() -> HdPlan.of(9000, 1, 16, CropShape.CLIP_L14_336))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("9000 × 1 px is too thin")
                .hasMessageContaining("5376");
    }

    @Test
    void aCropThatCannotBeMergedIsRefused() {
        assertThatThrownBy(() -> new CropShape(42, 14)).hasMessageContaining("must be even");
    }
}
