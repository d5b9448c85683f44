package io.phiworkbench.analysis;

import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.Picture;
import io.phiworkbench.vision.PictureReader;
import io.phiworkbench.vision.Refusal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/**
 * A PDF that looks like what was read and holds its text invisibly, a page's lines spread over the page. Models tell no
 * places, so a search finds the page, not the spot. Characters that DejaVu Sans lacks are left out of the text.
 */
final class SearchablePdf {
    private static final String FONT = "/io/phiworkbench/chat/export/fonts/DejaVuSans.ttf";
    private static final float POINTS_A_PIXEL = 72f / 150;
    private static final float JPEG_QUALITY = 0.9f;
    private static final float MARGIN = 0.04f;
    private static final float LONGEST_SIDE = 14_400;

    byte[] write(OcrDocument document) {
        Map<Path, PDDocument> sources = new HashMap<>();
        try (var pdf = new PDDocument()) {
            var text = new InvisibleText(pdf);
            for (OcrDocument.Page page : document.pages()) {
                PDPage drawn = page.source().page() == 0
                        ? picturePage(pdf, page.source())
                        : importedPage(pdf, page.source(), sources);
                text.add(pdf, drawn, page.text().text().lines().toList());
            }
            var bytes = new ByteArrayOutputStream();
            pdf.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new MediaException(document.name(), e, Refusal.PDF_UNMADE, e.getMessage());
        } finally {
            sources.values().forEach(SearchablePdf::close);
        }
    }

    private static void close(PDDocument document) {
        try {
            document.close();
        } catch (IOException e) {
            throw new MediaException("a PDF", e, Refusal.UNCLOSED, e.getMessage());
        }
    }

    private static PDPage importedPage(PDDocument pdf, SourcePage source, Map<Path, PDDocument> sources)
            throws IOException {
        PDDocument original = sources.get(source.file());
        if (original == null) {
            original = Loader.loadPDF(source.file().toFile());
            sources.put(source.file(), original);
        }
        if (source.page() > original.getNumberOfPages()) {
            throw new MediaException(source.name(), Refusal.PDF_SHORTER);
        }
        return pdf.importPage(original.getPage(source.page() - 1));
    }

    private static PDPage picturePage(PDDocument pdf, SourcePage source) throws IOException {
        Picture picture = new PictureReader().read(source.file());
        BufferedImage pixels = picture.pixels().toBufferedImage();
        PDImageXObject image = picture.format().equals("JPEG")
                ? JPEGFactory.createFromImage(pdf, pixels, JPEG_QUALITY)
                : LosslessFactory.createFromImage(pdf, pixels);
        float scale = Math.min(POINTS_A_PIXEL, LONGEST_SIDE / Math.max(picture.width(), picture.height()));
        var page = new PDPage(new PDRectangle(picture.width() * scale, picture.height() * scale));
        pdf.addPage(page);
        try (var content = new PDPageContentStream(pdf, page)) {
            content.drawImage(
                    image,
                    0,
                    0,
                    page.getMediaBox().getWidth(),
                    page.getMediaBox().getHeight());
        }
        return page;
    }

    /** Writes lines that nobody sees. */
    private static final class InvisibleText {
        private final PDType0Font font;
        private final CmapLookup glyphs;

        InvisibleText(PDDocument pdf) throws IOException {
            try (InputStream in = SearchablePdf.class.getResourceAsStream(FONT)) {
                TrueTypeFont face = new TTFParser().parse(new RandomAccessReadBuffer(in));
                pdf.registerTrueTypeFontForClosing(face);
                font = PDType0Font.load(pdf, face, true);
                glyphs = face.getUnicodeCmapLookup();
            }
        }

        void add(PDDocument pdf, PDPage page, List<String> lines) throws IOException {
            if (lines.isEmpty()) {
                return;
            }
            PDRectangle area = page.getCropBox();
            float height = area.getHeight() * (1 - 2 * MARGIN) / lines.size();
            float size = Math.max(1, Math.min(12, height * 0.8f));
            try (var content = new PDPageContentStream(pdf, page, AppendMode.APPEND, true, true)) {
                for (int i = 0; i < lines.size(); i++) {
                    String line = covered(lines.get(i));
                    if (!line.isBlank()) {
                        float y = area.getUpperRightY() - area.getHeight() * MARGIN - height * (i + 1) + height * 0.2f;
                        write(content, line, size, area, y);
                    }
                }
            }
        }

        private void write(PDPageContentStream content, String line, float size, PDRectangle area, float y)
                throws IOException {
            float room = area.getWidth() * (1 - 2 * MARGIN);
            float width = font.getStringWidth(line) / 1000 * size;
            content.beginText();
            content.setRenderingMode(RenderingMode.NEITHER);
            content.setFont(font, size);
            content.setHorizontalScaling(width > 0 ? Math.min(100, 100 * room / width) : 100);
            content.newLineAtOffset(area.getLowerLeftX() + area.getWidth() * MARGIN, y);
            content.showText(line);
            content.endText();
        }

        private String covered(String line) {
            var kept = new StringBuilder();
            line.replace('\t', ' ')
                    .codePoints()
                    .filter(point -> glyphs.getGlyphId(point) > 0)
                    .forEach(kept::appendCodePoint);
            return kept.toString();
        }
    }
}
