package io.phiworkbench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DrawnPictureTest {
    private static final Fonts FONTS = Fonts.trained();

    @Test
    void theBoxesOfTheCharactersHoldAllInkOfAWord() {
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            DrawnPicture picture = word(random, 300, 120);
            assertThat(inkOutside(picture)).as("dark pixels outside the boxes").isZero();
        }
    }

    @Test
    void theBoxesFollowTheHdTransform() {
        Random random = new Random(6);
        for (int[] size : new int[][] {{300, 100}, {150, 400}, {500, 420}, {900, 230}}) {
            DrawnPicture fitted = HdFit.fit(word(random, size[0], size[1]));
            assertThat(fitted.width() % DemoShape.CROP).isZero();
            assertThat(fitted.height() % DemoShape.CROP).isZero();
            assertThat(inkOutside(fitted)).as("dark pixels outside the boxes").isZero();
        }
    }

    @Test
    void aPictureOfWholeCropsIsSeenAsItIs() {
        DrawnPicture picture = word(new Random(1), 2 * DemoShape.CROP, DemoShape.CROP);

        assertThat(HdFit.fit(picture)).isSameAs(picture);
    }

    @Test
    void noFontOfTheEvaluationIsTrained() {
        List<String> trained =
                FONTS.all().stream().map(java.awt.Font::getFontName).toList();

        assertThat(Fonts.unseen().all()).isNotEmpty().noneMatch(f -> trained.contains(f.getFontName()));
    }

    @Test
    void coloursOfVariedPicturesDifferInBrightness() {
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            Colours pair = Colours.readable(random);
            assertThat(Math.abs(Colours.luminance(pair.background()) - Colours.luminance(pair.text())))
                    .isGreaterThan(90);
        }
    }

    private static DrawnPicture word(Random random, int width, int height) {
        Drawing drawing = new Drawing(width, height, Color.WHITE);
        drawing.text(FONTS.pick(random).deriveFont(22f), Color.BLACK, Words.word(random, 3, 8), 10, height / 2.0);
        return drawing.done();
    }

    private static int inkOutside(DrawnPicture picture) {
        BufferedImage image = picture.image();
        int outside = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 255) < 100 && !covered(picture, x, y)) {
                    outside++;
                }
            }
        }
        return outside;
    }

    /** A glyph may reach a little beyond its advance. */
    private static boolean covered(DrawnPicture picture, int x, int y) {
        return picture.glyphs().stream()
                .anyMatch(g -> x >= g.left() - 4 && x <= g.right() + 4 && y >= g.top() - 1.5 && y <= g.bottom() + 1.5);
    }
}
