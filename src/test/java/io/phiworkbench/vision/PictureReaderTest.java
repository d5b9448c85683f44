package io.phiworkbench.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
    private static final int WHITE = 0xFFFFFFFF;

    private final PictureReader reader = new PictureReader();

    @ParameterizedTest
    @CsvSource({"png, PNG", "bmp, BMP", "gif, GIF", "tiff, TIFF"})
    void losslessFormatsKeepEveryPixel(String writer, String format) {
        BufferedImage image = TestPictures.quadrants(31, 17, BufferedImage.TYPE_INT_RGB);

        Picture picture = reader.read(TestPictures.encode(image, writer), "a." + writer);

        assertThat(picture.format()).isEqualTo(format);
        assertThat(picture.source()).isEqualTo("a." + writer);
        assertSamePixels(picture, image);
    }

    @ParameterizedTest
    @CsvSource({
        "lossless.webp, WebP, 0",
        "lossy.webp, WebP, 3",
        "animated.webp, WebP, 0",
        "cmyk.jpg, JPEG, 3",
        "cmyk.tif, TIFF, 0",
        "rgb16.tif, TIFF, 0",
        "progressive.jpg, JPEG, 3"
    })
    void otherProgramsFilesShowTheirColours(String file, String format, int tolerance) {
        Picture picture = reader.read(TestPictures.fixture(file), file);

        assertThat(picture.format()).isEqualTo(format);
        assertQuadrants(picture, tolerance);
    }

    @Test
    void alphaIsFlattenedOnWhite() {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00123456);
        image.setRGB(1, 0, 0x80000000);
        image.setRGB(2, 0, 0xFF123456);

        RgbImage pixels =
                reader.read(TestPictures.encode(image, "png"), "a.png").pixels();

        assertThat(pixels.argb(0, 0)).isEqualTo(WHITE);
        assertThat(pixels.argb(1, 0)).isEqualTo(0xFF7F7F7F);
        assertThat(pixels.argb(2, 0)).isEqualTo(0xFF123456);
    }

    @Test
    void aWebpsTransparentQuadrantIsWhite() {
        Picture picture = reader.read(TestPictures.fixture("alpha.webp"), "alpha.webp");

        assertThat(picture.pixels().argb(2, 2)).isEqualTo(WHITE);
        assertThat(picture.pixels().argb(29, 2)).isEqualTo(TestPictures.GREEN);
    }

    @Test
    void aPalettesTransparentColourIsWhite() {
        IndexColorModel palette =
                new IndexColorModel(2, 3, new byte[] {10, 20, 30}, new byte[] {40, 50, 60}, new byte[] {70, 80, 90}, 1);
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 1, 2});

        RgbImage pixels =
                reader.read(TestPictures.encode(image, "png"), "a.png").pixels();

        assertThat(pixels.argb(0, 0)).isEqualTo(0xFF0A2846);
        assertThat(pixels.argb(1, 0)).isEqualTo(WHITE);
        assertThat(pixels.argb(2, 0)).isEqualTo(0xFF1E3C5A);
    }

    @Test
    void greyKeepsItsLevels() {
        BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int level = 0; level < 256; level++) {
            image.getRaster().setSample(level, 0, 0, level);
        }

        RgbImage pixels =
                reader.read(TestPictures.encode(image, "png"), "a.png").pixels();

        for (int level = 0; level < 256; level++) {
            assertThat(pixels.argb(level, 0)).isEqualTo(0xFF000000 | level * 0x010101);
        }
    }

    @Test
    void sixteenBitGreyKeepsItsUpperByte() {
        BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setPixels(0, 0, 4, 1, new int[] {0, 0x7FFF, 0x8000, 0xFFFF});

        RgbImage pixels =
                reader.read(TestPictures.encode(image, "png"), "a.png").pixels();

        assertThat(pixels.argb(0, 0)).isEqualTo(0xFF000000);
        assertThat(pixels.argb(1, 0)).isEqualTo(0xFF7F7F7F);
        assertThat(pixels.argb(2, 0)).isEqualTo(0xFF808080);
        assertThat(pixels.argb(3, 0)).isEqualTo(WHITE);
    }

    @Test
    void sixteenBitColourWithAlphaKeepsItsUpperBytes() {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                true,
                false,
                ColorModel.TRANSLUCENT,
                DataBuffer.TYPE_USHORT);
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 2, 1, 4, new Point());
        raster.setPixels(0, 0, 2, 1, new int[] {0x12FF, 0x34FF, 0x56FF, 0xFFFF, 0x12FF, 0x34FF, 0x56FF, 0});
        BufferedImage image = new BufferedImage(model, raster, false, null);

        RgbImage pixels = reader.read(TestPictures.encode(image, "png"), "a").pixels();

        assertThat(pixels.argb(0, 0)).isEqualTo(0xFF123456);
        assertThat(pixels.argb(1, 0)).isEqualTo(WHITE);
    }

    @Test
    void oneBitIsBlackAndWhite() {
        BufferedImage image = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(8, 0, WHITE);

        RgbImage pixels =
                reader.read(TestPictures.encode(image, "png"), "a.png").pixels();

        assertThat(pixels.argb(0, 0)).isEqualTo(0xFF000000);
        assertThat(pixels.argb(8, 0)).isEqualTo(WHITE);
    }

    @Test
    void aGifFrameSmallerThanItsCanvasStandsWhereItBelongs() {
        byte[] gif = TestPictures.encode(TestPictures.quadrants(8, 8, BufferedImage.TYPE_INT_RGB), "gif");
        gif[6] = 20; // logical screen 20 × 16
        gif[8] = 16;
        int frame = frameDescriptor(gif);
        gif[frame + 1] = 5; // left
        gif[frame + 3] = 3; // top

        RgbImage pixels = reader.read(gif, "a.gif").pixels();

        assertThat(pixels.width()).isEqualTo(20);
        assertThat(pixels.height()).isEqualTo(16);
        assertThat(pixels.argb(0, 0)).isEqualTo(WHITE);
        assertThat(pixels.argb(5, 3)).isEqualTo(TestPictures.RED);
        assertThat(pixels.argb(12, 10)).isEqualTo(TestPictures.GREY);
    }

    @Test
    void theHeaderSaysTheUprightSize() {
        byte[] jpeg = TestPictures.withOrientation(
                TestPictures.encode(TestPictures.quadrants(32, 16, BufferedImage.TYPE_INT_RGB), "jpeg"), 6);

        assertThat(reader.header(jpeg, "a.jpg")).isEqualTo(new PictureHeader(16, 32, "JPEG"));
    }

    @Test
    void theContentHashIsThatOfTheFile(@TempDir Path folder) throws IOException {
        byte[] png = GoldenVision.bytes("square.png");
        Path file = Files.write(folder.resolve("square.png"), png);

        Picture picture = reader.read(file);

        assertThat(picture.contentHash())
                .isEqualTo(GoldenVision.expected()
                        .path("images")
                        .path("square")
                        .path("sha256_png")
                        .asText());
        assertThat(picture.source()).isEqualTo("square.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"landscape", "portrait", "square", "wide"})
    void theGoldenPicturesAreReadAsTheReferenceReadsThem(String name) {
        Picture picture = reader.read(GoldenVision.bytes(name + ".png"), name);

        assertThat(picture.pixels().sha256())
                .isEqualTo(GoldenVision.expected()
                        .path("images")
                        .path(name)
                        .path("sha256_rgb_bytes")
                        .asText());
    }

    @Test
    void aPictureOfOneToHundredIsRead() {
        BufferedImage image = TestPictures.quadrants(1000, 10, BufferedImage.TYPE_INT_RGB);

        Picture picture = reader.read(TestPictures.encode(image, "png"), "banner.png");

        assertThat(HdTransform.clip().apply(picture, 16).plan().rows()).isEqualTo(1);
    }

    private static int frameDescriptor(byte[] gif) {
        int at = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 << (gif[10] & 7) + 1);
        while (gif[at] == 0x21) { // extensions: a label and blocks up to an empty one
            at += 2;
            while (gif[at] != 0) {
                at += 1 + (gif[at] & 0xFF);
            }
            at++;
        }
        return at;
    }

    private static void assertSamePixels(Picture picture, BufferedImage image) {
        assertThat(picture.width()).isEqualTo(image.getWidth());
        assertThat(picture.height()).isEqualTo(image.getHeight());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                assertThat(picture.pixels().argb(x, y)).isEqualTo(image.getRGB(x, y));
            }
        }
    }

    private static void assertQuadrants(Picture picture, int tolerance) {
        int right = picture.width() - 3;
        int bottom = picture.height() - 3;
        RgbImage pixels = picture.pixels();
        assertThat(Colours.distance(pixels.argb(2, 2), TestPictures.RED)).isLessThanOrEqualTo(tolerance);
        assertThat(Colours.distance(pixels.argb(right, 2), TestPictures.GREEN)).isLessThanOrEqualTo(tolerance);
        assertThat(Colours.distance(pixels.argb(2, bottom), TestPictures.BLUE)).isLessThanOrEqualTo(tolerance);
        assertThat(Colours.distance(pixels.argb(right, bottom), TestPictures.GREY))
                .isLessThanOrEqualTo(tolerance);
    }
}
