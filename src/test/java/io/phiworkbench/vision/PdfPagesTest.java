package io.phiworkbench.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PdfPagesTest {
    @TempDir
    private Path folder;

    @Test
    void aPageIsDrawnAtTheSizeOfItsCrops() throws IOException {
        try (PdfPages pages = PdfPages.open(pdf(PDRectangle.A4, 0, 3))) {
            Picture page = pages.render(2, 16, CropShape.CLIP_L14_336);

            assertThat(pages.count()).isEqualTo(3);
            assertThat(page.source()).isEqualTo("a.pdf page 2");
            assertThat(page.height()).isEqualTo(1344);
            assertThat(page.width()).isEqualTo(950);
        }
    }

    /** The drawn page has a red square in its lower left corner, of a fifth of its width. */
    @Test
    void whatIsOnThePageIsInThePicture() throws IOException {
        try (PdfPages pages = PdfPages.open(pdf(PDRectangle.A4, 0, 1))) {
            Picture page = pages.render(1, 4, CropShape.CLIP_L14_336);

            assertThat(page.pixels().argb(10, page.height() - 10)).isEqualTo(0xFFFF0000);
            assertThat(page.pixels().argb(page.width() - 10, 10)).isEqualTo(0xFFFFFFFF);
        }
    }

    @Test
    void aTurnedPageStandsUpright() throws IOException {
        try (PdfPages pages = PdfPages.open(pdf(PDRectangle.A4, 90, 1))) {
            Picture page = pages.render(1, 4, CropShape.CLIP_L14_336);

            assertThat(page.width()).isGreaterThan(page.height());
            assertThat(page.pixels().argb(10, 10)).isEqualTo(0xFFFF0000);
        }
    }

    @ParameterizedTest
    @CsvSource({"595.3, 841.9, 0", "612, 792, 90", "1000, 333.3, 0", "50, 5000, 270", "3, 3, 0", "14400, 9000.5, 180"})
    void theSizeIsKnownBeforeDrawing(float width, float height, int rotation) throws IOException {
        try (PdfPages pages = PdfPages.open(pdf(new PDRectangle(width, height), rotation, 1))) {
            for (int numCrops : new int[] {1, 4, 16}) {
                PictureHeader header = pages.header(1, numCrops, CropShape.CLIP_L14_336);
                Picture page = pages.render(1, numCrops, CropShape.CLIP_L14_336);

                assertThat(header).isEqualTo(new PictureHeader(page.width(), page.height(), "PDF"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'1-3,7', '1,2,3,7'",
        "'', '1,2,3,4,5,6,7,8'",
        "' 6 - ', '6,7,8'",
        "'-2', '1,2'",
        "'8,1', '8,1'",
        "'2,1-3', '2,1,3'"
    })
    void rangesMeanTheirPages(String text, String pages) {
        assertThat(PageRange.parse("a.pdf", text, 8).stream().map(String::valueOf))
                .containsExactly(pages.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "7-9", "3-2", "1,,2", "one", "1-2-3", "99999999999", "1.5", "-"})
    void rangesThatMeanNothingAreRefused(String text) {
        assertThatThrownBy(() -> PageRange.parse("a.pdf", text, 8))
                .isInstanceOf(MediaException.class)
                .hasMessageStartingWith("a.pdf: ");
    }

    @Test
    void aLockedPdfIsRefused() throws IOException {
        Path file = encrypted("owner", "reader");

        assertThatThrownBy(() -> PdfPages.open(file))
                .isInstanceOf(MediaException.class)
                .hasMessage("locked.pdf: the PDF is locked with a password; save a copy without one first");
    }

    @Test
    void aPdfThatIsOnlyProtectedAgainstChangesOpens() throws IOException {
        try (PdfPages pages = PdfPages.open(encrypted("owner", ""))) {
            assertThat(pages.render(1, 4, CropShape.CLIP_L14_336).pixels().argb(10, 10))
                    .isEqualTo(0xFFFFFFFF);
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> PdfPages.open(folder.resolve("gone.pdf")))
                .hasMessageEndingWith("there is no such file");
    }

    @Test
    void whatIsNoPdfIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("text.pdf"), "Dear all,\nthis is not a PDF.\n");

        assertThatThrownBy(() -> PdfPages.open(file))
                .isInstanceOf(MediaException.class)
                .hasMessageStartingWith("text.pdf: not a PDF that can be opened");
    }

    @Test
    void aTruncatedPdfIsRefusedOrShowsThePagesItStillHas() throws IOException {
        byte[] whole = Files.readAllBytes(pdf(PDRectangle.A4, 0, 3));
        for (int length = 0; length < whole.length; length += whole.length / 20) {
            Path file = Files.write(folder.resolve("cut.pdf"), Arrays.copyOf(whole, length));
            try (PdfPages pages = PdfPages.open(file)) {
                assertThat(pages.count()).isBetween(1, 3);
                pages.render(1, 1, CropShape.CLIP_L14_336);
            } catch (MediaException e) {
                assertThat(e.getMessage()).startsWith("cut.pdf").doesNotContain("\n");
            }
        }
    }

    @Test
    void aPdfWithoutPagesIsRefused() throws IOException {
        Path file = folder.resolve("empty.pdf");
        try (PDDocument document = new PDDocument()) {
            document.save(file.toFile());
        }

        assertThatThrownBy(() -> PdfPages.open(file)).hasMessage("empty.pdf: the PDF has no pages");
    }

    private Path pdf(PDRectangle size, int rotation, int count) throws IOException {
        Path file = folder.resolve("a.pdf");
        try (PDDocument document = document(size, rotation, count)) {
            document.save(file.toFile());
        }
        return file;
    }

    private Path encrypted(String owner, String reader) throws IOException {
        Path file = folder.resolve("locked.pdf");
        try (PDDocument document = document(PDRectangle.A4, 0, 1)) {
            document.protect(new StandardProtectionPolicy(owner, reader, new AccessPermission()));
            document.save(file.toFile());
        }
        return file;
    }

    private static PDDocument document(PDRectangle size, int rotation, int count) throws IOException {
        PDDocument document = new PDDocument();
        for (int i = 0; i < count; i++) {
            PDPage page = new PDPage(size);
            page.setRotation(rotation);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.setNonStrokingColor(1f, 0f, 0f);
                content.addRect(0, 0, size.getWidth() / 5, size.getWidth() / 5);
                content.fill();
            }
        }
        return document;
    }

    @Test
    void aFileWithoutAByteIsSaidToBeEmpty() throws IOException {
        Path empty = Files.createFile(folder.resolve("zero.pdf"));
        assertThatThrownBy(() -> PdfPages.open(empty))
                .isInstanceOf(MediaException.class)
                .hasMessage("zero.pdf: not a PDF that can be opened: the file is empty");
    }
}
