package io.phiworkbench.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureRefusalTest {
    private final PictureReader reader = new PictureReader();

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertRefused(() -> reader.read(folder.resolve("gone.png"))).hasMessageEndingWith("there is no such file");
    }

    @Test
    void aFolderIsNamed(@TempDir Path folder) {
        assertRefused(() -> reader.read(folder)).hasMessageContaining("is a folder");
    }

    @Test
    void anEmptyFileIsSaidToBeEmpty(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("empty.jpg"));

        assertRefused(() -> reader.read(file))
                .hasMessageStartingWith("empty.jpg: ")
                .hasMessageContaining("is empty");
    }

    @ParameterizedTest
    @CsvSource({"%PDF-1.7 ..., PDF pages", "Dear all, looks like text", "PK\003\004...., ZIP"})
    void whatIsNotAPictureIsRecognised(String start, String recognised) {
        byte[] bytes = start.getBytes(StandardCharsets.US_ASCII);

        assertRefused(() -> reader.read(bytes, "a.png")).hasMessageContainingAll("a.png: ", recognised);
    }

    @Test
    void aVideoIsRecognised() {
        byte[] mp4 = "\0\0\0\030ftypisom\0\0\002\0isomiso2".getBytes(StandardCharsets.US_ASCII);

        assertRefused(() -> reader.read(mp4, "clip.png")).hasMessageContaining("it is a video");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "tiff", "jpeg"})
    void aTruncatedFileIsRefused(String format) {
        BufferedImage noise = new BufferedImage(120, 90, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(3);
        for (int i = 0; i < 120 * 90; i++) {
            noise.setRGB(i % 120, i / 120, random.nextInt());
        }
        byte[] whole = TestPictures.encode(noise, format);

        assertRefused(() -> reader.read(Arrays.copyOf(whole, whole.length / 2), "a." + format))
                .hasMessageContaining("cut off");
    }

    @Test
    void aTruncatedWebpIsRefused() {
        byte[] whole = TestPictures.fixture("lossy.webp");

        assertRefused(() -> reader.read(Arrays.copyOf(whole, whole.length / 2), "a.webp"))
                .hasMessageContaining("cut off");
    }

    /** TwelveMonkeys' decoder takes the missing end for zeros, and would work on them for minutes. */
    @Test
    @Timeout(60)
    void damagedWebpsDoNotKeepTheDecoderBusy() {
        int refused = 0;
        for (int seed = 1; seed <= 20; seed++) {
            byte[] damaged = TestPictures.fixture("lossless.webp");
            Random random = new Random(seed);
            for (int i = 30; i < damaged.length; i++) {
                damaged[i] = (byte) random.nextInt();
            }
            try {
                reader.read(damaged, "a.webp");
            } catch (MediaException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(10, 20); // noise may happen to be a picture
    }

    @ParameterizedTest
    @CsvSource({"50000, 50000", "2147483647, 2147483647", "100001, 1000"})
    void aBombIsRefusedByItsHeader(int width, int height) {
        byte[] bomb = TestPictures.pngOfClaimedSize(width, height);

        assertRefused(() -> reader.read(bomb, "bomb.png"))
                .hasMessageStartingWith("bomb.png: ")
                .hasMessageContaining("more than the 100 million that are accepted");
        assertRefused(() -> reader.header(bomb, "bomb.png")).hasMessageContaining("100 million");
    }

    @Test
    void aBitmapOfNoSizeIsRefused() {
        byte[] bmp = TestPictures.encode(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 0).putInt(22, 0);

        assertRefused(() -> reader.read(bmp, "none.bmp")).hasMessageStartingWith("none.bmp: ");
    }

    @Test
    void aPngOfNoSizeIsRefused() {
        assertRefused(() -> reader.read(TestPictures.pngOfClaimedSize(0, 0), "none.png"))
                .hasMessageStartingWith("none.png: ");
    }

    @Test
    void whatDoesNotFitInMemoryIsRefusedWithBothFigures() {
        PictureReader tight = new PictureReader(new PictureLimits(1_000_000, 1 << 20, () -> 2 << 20));
        byte[] png = TestPictures.encode(new BufferedImage(800, 800, BufferedImage.TYPE_INT_RGB), "png");

        assertRefused(() -> tight.read(png, "a.png")).hasMessageContainingAll("takes about 4 MB", "2 MB are left");
    }

    @Test
    void aFileAboveTheLimitIsRefusedUnread(@TempDir Path folder) throws IOException {
        PictureReader small = new PictureReader(new PictureLimits(1_000_000, 1 << 20, () -> 1 << 30));
        Path file = Files.write(folder.resolve("long.tif"), new byte[3 << 20]);

        assertRefused(() -> small.read(file)).hasMessageContainingAll("long.tif", "3 MB", "1 MB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "tiff", "jpeg", "webp"})
    void damagedBytesEndInAPictureOrInOneClearLine(String format) {
        byte[] whole = format.equals("webp")
                ? TestPictures.fixture("lossless.webp")
                : TestPictures.encode(TestPictures.quadrants(40, 30, BufferedImage.TYPE_INT_RGB), format);
        Random random = new Random(11);
        for (int round = 0; round < 150; round++) {
            byte[] damaged = whole.clone();
            for (int hit = 0; hit < 4; hit++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(reader.read(damaged, "a").pixels()).isNotNull();
            } catch (MediaException e) {
                assertThat(e.getMessage()).startsWith("a: ").doesNotContain("\n");
            }
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ThrowingCallable reading) {
        return assertThatThrownBy(reading)
                .isInstanceOf(MediaException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("\n"));
    }
}
