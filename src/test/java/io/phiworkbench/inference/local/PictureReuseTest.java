package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PictureReuseTest {
    private static final GoldenCase GOLDEN = GoldenCase.of("phi35-vision");
    private static final GenerationOptions OPTIONS = GenerationOptions.greedy()
            .withMaxTokens(2)
            .withIgnoreEndOfText(true)
            .withNumCrops(OptionalInt.of(2));
    private LocalChatModel model;
    private ImageInput picture;
    private ImageInput other;

    @BeforeEach
    void load() throws IOException {
        model = new LocalModelLoader()
                .loadLocal(
                        GOLDEN.folder(), LoadOptions.auto().withPrecision(Precision.FP32), progress -> {}, () -> false);
        picture = ImageInput.of("square.png", Files.readAllBytes(GOLDEN.folder().resolve("square.png")));
        other = ImageInput.of(
                "landscape.png", Files.readAllBytes(GOLDEN.folder().resolve("landscape.png")));
    }

    @AfterEach
    void close() {
        model.close();
    }

    private GenerationResult ask(List<Integer> ids, ImageInput... images) {
        return model.generate(new Prompt.TokenIds(ids, List.of(images)), OPTIONS, event -> {})
                .result()
                .join();
    }

    @Test
    void aSecondQuestionAboutAPictureReusesItsTokens() {
        GenerationResult first = ask(List.of(1, 7, -1, 1, 20, 21), picture);
        GenerationResult second = ask(List.of(1, 7, -1, 1, 30, 31), picture);
        assertThat(second.statistics().reusedTokens())
                .isEqualTo(2 + first.statistics().imageTokens() + 1);
        assertThat(second.statistics().phases()).doesNotContainKey(Phase.VISION_ENCODE);
    }

    @Test
    void aPictureAtAnotherPlaceIsNotEncodedAgain() {
        ask(List.of(1, 7, -1, 1, 20), picture);
        GenerationResult moved = ask(List.of(1, 9, 10, 11, -1, 1, 20), picture);
        assertThat(moved.statistics().reusedTokens()).isLessThanOrEqualTo(1);
        assertThat(moved.statistics().phases()).doesNotContainKey(Phase.VISION_ENCODE);
    }

    @Test
    void anotherPictureIsNeverTakenForTheFirst() {
        ask(List.of(1, 7, -1, 1, 20), picture);
        GenerationResult changed = ask(List.of(1, 7, -1, 1, 20), other);
        assertThat(changed.statistics().reusedTokens()).isLessThanOrEqualTo(2);
        assertThat(changed.statistics().phases()).containsKey(Phase.VISION_ENCODE);
    }

    @Test
    void thePictureOfAnEarlierTurnIsReusedWhenASecondOneComes() {
        GenerationResult first = ask(List.of(1, 7, -1, 1, 20), picture);
        int answered = first.tokens().getFirst().id();
        GenerationResult second = ask(List.of(1, 7, -1, 1, 20, answered, 22, -2, 1, 23), picture, other);
        assertThat(second.statistics().reusedTokens())
                .isGreaterThanOrEqualTo(first.statistics().promptTokens());
    }
}
