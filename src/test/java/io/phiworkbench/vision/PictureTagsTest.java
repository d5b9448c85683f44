package io.phiworkbench.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTagsTest {
    @Test
    void picturesStandWhereTheirTagsStand() {
        PictureTags tags = PictureTags.split("Is <|image_1|> older than <|image_2|>?", 2);

        assertThat(tags.chunks()).containsExactly("Is ", " older than ", "?");
        assertThat(tags.pictures()).containsExactly(1, 2);
    }

    @Test
    void emptyChunksAreKeptBecauseEachIsTokenisedWithItsOwnBos() {
        PictureTags tags = PictureTags.split("<|image_1|><|image_2|>", 2);

        assertThat(tags.chunks()).containsExactly("", "", "");
    }

    @Test
    void tagsOutOfOrderKeepTheirPictures() {
        PictureTags tags = PictureTags.split("After: <|image_2|> before: <|image_1|>", 2);

        assertThat(tags.pictures()).containsExactly(2, 1);
    }

    @Test
    void aRepeatedTagShowsItsPictureAgain() {
        assertThat(PictureTags.split("<|image_1|> and <|image_1|>", 1).pictures())
                .containsExactly(1, 1);
    }

    @Test
    void textWithoutTagsIsOneChunk() {
        PictureTags tags = PictureTags.split("Hello <|image_|> <image_1>", 0);

        assertThat(tags.chunks()).containsExactly("Hello <|image_|> <image_1>");
        assertThat(tags.pictures()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<|image_3|>", "<|image_0|>", "<|image_99999999999999999999|>"})
    void aTagWithoutAPictureIsRefused(String tag) {
        assertThatThrownBy(() -> PictureTags.split("<|image_1|> <|image_2|> " + tag, 2))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("the prompt has 2 pictures only");
    }

    @Test
    void aPictureWithoutATagIsRefused() {
        assertThatThrownBy(() -> PictureTags.split("See <|image_1|>", 2))
                .isInstanceOf(MediaException.class)
                .hasMessageContainingAll("picture 2", "<|image_2|>");
    }

    @Test
    void untaggedPicturesOfAMessageGoBeforeItsText() {
        assertThat(PictureTags.complete("What is this?", 1, 1)).isEqualTo("<|image_1|>\nWhat is this?");
        assertThat(PictureTags.complete("And <|image_3|>?", 2, 3))
                .isEqualTo("<|image_2|>\n<|image_4|>\nAnd <|image_3|>?");
    }

    @Test
    void aMessageThatPlacesAllItsPicturesIsUnchanged() {
        assertThat(PictureTags.complete("<|image_2|> or <|image_1|>?", 1, 2)).isEqualTo("<|image_2|> or <|image_1|>?");
    }
}
