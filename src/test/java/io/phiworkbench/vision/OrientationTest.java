package io.phiworkbench.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
    /** Each row: the tag, then what must be seen top left, top right, bottom left, bottom right. */
    @ParameterizedTest
    @CsvSource({
        "1, RED, GREEN, BLUE, GREY",
        "2, GREEN, RED, GREY, BLUE",
        "3, GREY, BLUE, GREEN, RED",
        "4, BLUE, GREY, RED, GREEN",
        "5, RED, BLUE, GREEN, GREY",
        "6, BLUE, RED, GREY, GREEN",
        "7, GREY, GREEN, BLUE, RED",
        "8, GREEN, GREY, RED, BLUE",
        "0, RED, GREEN, BLUE, GREY",
        "77, RED, GREEN, BLUE, GREY"
    })
    void thePictureStandsUprightForEveryTag(int tag, String topLeft, String topRight, String bottomLeft, String last) {
        BufferedImage stored = TestPictures.quadrants(32, 16, BufferedImage.TYPE_INT_RGB);
        byte[] jpeg = TestPictures.withOrientation(TestPictures.encode(stored, "jpeg"), tag);

        Picture picture = new PictureReader().read(jpeg, "photo.jpg");

        boolean turned = tag >= 5 && tag <= 8;
        assertThat(picture.width()).isEqualTo(turned ? 16 : 32);
        assertThat(picture.height()).isEqualTo(turned ? 32 : 16);
        assertThat(nameAt(picture, 2, 2)).isEqualTo(topLeft);
        assertThat(nameAt(picture, picture.width() - 3, 2)).isEqualTo(topRight);
        assertThat(nameAt(picture, 2, picture.height() - 3)).isEqualTo(bottomLeft);
        assertThat(nameAt(picture, picture.width() - 3, picture.height() - 3)).isEqualTo(last);
    }

    private static String nameAt(Picture picture, int x, int y) {
        int argb = picture.pixels().argb(x, y);
        int[] colours = {TestPictures.RED, TestPictures.GREEN, TestPictures.BLUE, TestPictures.GREY};
        String[] names = {"RED", "GREEN", "BLUE", "GREY"};
        for (int i = 0; i < colours.length; i++) {
            if (Colours.distance(argb, colours[i]) < 40) {
                return names[i];
            }
        }
        return Integer.toHexString(argb);
    }
}
