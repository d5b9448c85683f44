package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.local.ImageTags.Image;
import io.phiworkbench.inference.local.ImageTags.Text;
import org.junit.jupiter.api.Test;

class ImageTagsTest {
    @Test
    void picturesStandWhereTheirTagsAre() {
        assertThat(ImageTags.split("first <|image_1|> then <|image_2|>.", 2))
                .containsExactly(new Text("first "), new Image(1), new Text(" then "), new Image(2), new Text("."));
    }

    @Test
    void tagsOutOfOrderMeanTheirPictures() {
        assertThat(ImageTags.split("<|image_2|><|image_1|>", 2))
                .containsExactly(new Text(""), new Image(2), new Text(""), new Image(1), new Text(""));
    }

    @Test
    void picturesWithoutTagStandBeforeTheText() {
        assertThat(ImageTags.placed("compare with <|image_2|>", 1, 3))
                .isEqualTo("<|image_1|>\n<|image_3|>\ncompare with <|image_2|>");
    }

    @Test
    void tagWithoutPictureIsRefused() {
        assertThatThrownBy(() -> ImageTags.split("what is <|image_3|>?", 1))
                .isInstanceOf(GenerationException.class)
                .hasMessage(
                        "<|image_3|> stands for picture 3, but there is 1 picture; add the picture or remove the tag");
    }
}
