package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.local.Engine.VisionPart;
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

    /** With one picture a turn both keep the crops of a single one, though there are two in the conversation. */
    @Test
    void aPictureOfALaterTurnDoesNotCutTheFirstAnew() {
        GenerationOptions usual = OPTIONS.withNumCrops(OptionalInt.empty());
        var first = new ChatMessage(ChatMessage.Role.USER, "a", List.of(picture));
        var answer = new ChatMessage(ChatMessage.Role.ASSISTANT, "b");
        var second = new ChatMessage(ChatMessage.Role.USER, "c", List.of(other));
        var both = new ChatMessage(ChatMessage.Role.USER, "d", List.of(picture, other));

        int alone = tokens(usual, first).getFirst();

        assertThat(tokens(usual, first, answer, second)).first().isEqualTo(alone);
        assertThat(tokens(usual, both)).first().isNotEqualTo(alone);
    }

    private List<Integer> tokens(GenerationOptions options, ChatMessage... messages) {
        return model.inside(engine -> engine.pictureTokens(new Prompt.Chat(List.of(messages)), options));
    }

    @Test
    void featuresThatHadToMakeRoomAreComputedAgain() {
        model.inside(engine -> {
            VisionPart part = engine.vision().orElseThrow();
            int width = 64;
            try (var small = new PictureFeatures(part.encoder(), part.transform(), width, 4L * width * 1000)) {
                EncodedPicture one = known(small, picture);
                float[] before = one.features().toFloats();
                EncodedPicture two = known(small, other);
                two.features();
                assertThat(small.bytes()).isEqualTo(4L * width * two.tokens());
                assertThat(one.features().toFloats()).isEqualTo(before);
                assertThat(small.bytes()).isEqualTo(4L * width * one.tokens());
            }
            return null;
        });
    }

    /** Its bytes are spoilt behind the model's back, to see whether they are looked at. */
    @Test
    void aKnownPictureIsNotOpenedAgain() {
        ask(List.of(1, 7, -1, 1, 20), picture);
        byte[] content = picture.content();
        java.util.Arrays.fill(content, content.length / 2, content.length, (byte) 0);

        GenerationResult second = ask(List.of(1, 7, -1, 1, 30), picture);

        assertThat(second.tokens()).hasSize(2);
    }

    private static EncodedPicture known(PictureFeatures features, ImageInput image) {
        return features.picture(image, 4, 1, 1, new PhaseClock(event -> {}), () -> false);
    }
}
