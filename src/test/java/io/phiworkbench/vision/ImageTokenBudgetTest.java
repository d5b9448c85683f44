package io.phiworkbench.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageTokenBudgetTest {
    private static final ImageTokenBudget.Item PHOTO = new ImageTokenBudget.Item("photo.jpg", 1344, 1008, 16);

    @Test
    void countsEachPictureAndAllOfThem() {
        ImageTokenBudget budget = budget(10_000, PHOTO, new ImageTokenBudget.Item("square.png", 500, 500, 4));

        assertThat(budget.costs()).extracting(ImageTokenBudget.Cost::tokens).containsExactly(1921, 757);
        assertThat(budget.total()).isEqualTo(2678);
        assertThat(budget.left()).isEqualTo(7322);
        assertThatCode(budget::check).doesNotThrowAnyException();
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheCropCountThatFits() {
        ImageTokenBudget budget = budget(1000, PHOTO);

        assertThat(budget.largestNumCropsThatFits()).hasValue(8);
        assertThatThrownBy(budget::check)
                .isInstanceOf(MediaException.class)
                .hasMessage("photo.jpg: 1,921 image tokens, and 1,000 are left in the context;"
                        + " with num_crops 8 they fit, with 757");
    }

    @Test
    void oneMoreCropThanTheSuggestedDoesNotFit() {
        for (int available = 300; available < 8000; available += 61) {
            ImageTokenBudget budget = budget(available, PHOTO, PHOTO, PHOTO, PHOTO);
            int crops = budget.largestNumCropsThatFits().orElse(0);

            assertThat(crops == 0 || 4 * tokens(crops) <= available).isTrue();
            assertThat(crops == 16 || 4 * tokens(crops + 1) > available).isTrue();
        }
    }

    @Test
    void tooManyFramesSayThatFewerAreNeeded() {
        List<ImageTokenBudget.Item> frames =
                Collections.nCopies(60, new ImageTokenBudget.Item("clip.mp4", 1920, 1080, 4));

        assertThatThrownBy(() -> ImageTokenBudget.of(frames, CropShape.CLIP_L14_336, 4000)
                        .check())
                .hasMessageStartingWith("60 pictures: ")
                .hasMessageContaining("use fewer");
    }

    @Test
    void aPictureTooThinForFewCropsIsNotSuggestedThem() {
        ImageTokenBudget budget = budget(500, new ImageTokenBudget.Item("line.png", 3000, 1, 16));

        assertThat(budget.largestNumCropsThatFits()).isEmpty();
    }

    private static long tokens(int crops) {
        return HdPlan.of(1344, 1008, crops, CropShape.CLIP_L14_336).tokens();
    }

    private static ImageTokenBudget budget(int available, ImageTokenBudget.Item... items) {
        return ImageTokenBudget.of(List.of(items), CropShape.CLIP_L14_336, available);
    }
}
