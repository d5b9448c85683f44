package io.phiworkbench.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files of every kind, from one wrong byte to mostly noise: each ends in pictures or in one clear line, soon, and
 * the process lives on (native decoders would take it with them).
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
class MediaFuzzTest {
    private static final int ROUNDS = 60;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"colours.mp4", "turned.mp4", "live.webm", "sound.m4a"})
    void damagedVideos(String name) throws IOException {
        byte[] whole = TestPictures.fixture(name);
        for (int round = 0; round < ROUNDS; round++) {
            Path file = Files.write(folder.resolve("a.mp4"), damaged(whole, round));
            assertEndsClearly(() -> {
                VideoFrames.info(file);
                VideoFrames.read(
                        file,
                        new FrameChoice.Evenly(3),
                        frame -> assertThat(frame.width()).isPositive());
            });
        }
    }

    @Test
    void damagedPdfs() throws IOException {
        byte[] whole = pdf();
        for (int round = 0; round < ROUNDS; round++) {
            Path file = Files.write(folder.resolve("a.pdf"), damaged(whole, round));
            assertEndsClearly(() -> {
                try (PdfPages pages = PdfPages.open(file)) {
                    for (int page : pages.range("").subList(0, 1)) {
                        pages.render(page, 1, CropShape.CLIP_L14_336);
                    }
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lossy.webp",
                "alpha.webp",
                "animated.webp",
                "cmyk.jpg",
                "progressive.jpg",
                "cmyk.tif",
                "rgb16.tif",
                "png",
                "bmp",
                "gif"
            })
    void damagedPictures(String kind) {
        byte[] whole = kind.contains(".")
                ? TestPictures.fixture(kind)
                : TestPictures.encode(TestPictures.quadrants(60, 40, BufferedImage.TYPE_INT_RGB), kind);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = damaged(whole, round);
            assertEndsClearly(() -> {
                new PictureReader().header(bytes, "a");
                new PictureReader().read(bytes, "a");
            });
        }
    }

    /** A wrong byte here and there, a lost part, or noise behind a sound beginning. */
    private static byte[] damaged(byte[] whole, int round) {
        Random random = new Random(round);
        byte[] bytes = whole.clone();
        switch (round % 3) {
            case 0 -> {
                for (int i = 0; i <= round / 3; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            case 1 -> {
                int from = random.nextInt(bytes.length);
                int length = 1 + random.nextInt(bytes.length - from);
                byte[] rest = Arrays.copyOfRange(bytes, from + length, bytes.length);
                System.arraycopy(rest, 0, bytes, from, rest.length);
                return Arrays.copyOf(bytes, from + rest.length);
            }
            default -> {
                for (int i = random.nextInt(Math.min(200, bytes.length)); i < bytes.length; i++) {
                    bytes[i] = random.nextInt(4) == 0 ? (byte) random.nextInt() : bytes[i];
                }
            }
        }
        return bytes;
    }

    private static void assertEndsClearly(Runnable reading) {
        try {
            reading.run();
        } catch (MediaException e) {
            assertThat(e.getMessage()).startsWith("a").contains(": ").doesNotContain("\n");
        }
    }

    /** Text, a picture and a form, as documents have them. */
    private static byte[] pdf() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A5);
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                content.drawImage(
                        LosslessFactory.createFromImage(
                                document, TestPictures.quadrants(60, 40, BufferedImage.TYPE_INT_RGB)),
                        40,
                        40);
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(40, 300);
                content.showText("Some words that a page has.");
                content.endText();
            }
            document.save(bytes);
        }
        return bytes.toByteArray();
    }
}
