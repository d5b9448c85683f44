package io.phiworkbench.chat.export;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Pages that fill from top to bottom. All lengths in points. */
final class PdfFlow implements AutoCloseable {
    private static final float MARGIN = 56;
    private static final float LEADING = 1.4f;
    private static final float TALLEST_PICTURE = 360;
    private static final float PADDING = 4;

    private final PDDocument document;
    private final PdfLines lines;
    private PDPageContentStream page;
    private float y;

    PdfFlow(PDDocument document, PdfFonts fonts) throws IOException {
        this.document = document;
        this.lines = new PdfLines(fonts);
        newPage();
    }

    private void newPage() throws IOException {
        close();
        PDPage next = new PDPage(PDRectangle.A4);
        document.addPage(next);
        page = new PDPageContentStream(document, next);
        y = PDRectangle.A4.getHeight() - MARGIN;
    }

    private static float width(float indent) {
        return PDRectangle.A4.getWidth() - 2 * MARGIN - indent;
    }

    /** Goes to the next page unless so much room is left. */
    private void need(float height) throws IOException {
        if (y - height < MARGIN) {
            newPage();
        }
    }

    void space(float height) {
        y -= height;
    }

    void paragraph(List<PdfRun> runs, float size, float indent, Color colour) throws IOException {
        for (List<PdfRun> line : lines.broken(runs, size, width(indent))) {
            need(size * LEADING);
            y -= size * LEADING;
            page.setNonStrokingColor(colour);
            lines.draw(page, line, MARGIN + indent, y, size, width(indent));
        }
    }

    /** Text at the left of the next line, such as a list's mark; the line itself is written next. */
    void mark(String text, float size, float indent) throws IOException {
        need(size * LEADING);
        page.setNonStrokingColor(Color.BLACK);
        lines.draw(page, List.of(new PdfRun(text, PdfFace.REGULAR)), MARGIN + indent, y - size * LEADING, size, 40);
    }

    /** Lines of code on a grey ground. */
    void code(String text, float size, float indent) throws IOException {
        List<PdfRun> runs = List.of(new PdfRun(text, PdfFace.MONO));
        for (List<PdfRun> line : lines.broken(runs, size, width(indent) - 2 * PADDING)) {
            need(size * LEADING);
            y -= size * LEADING;
            page.setNonStrokingColor(new Color(0xf2f2f2));
            page.addRect(MARGIN + indent, y - size * 0.35f, width(indent), size * LEADING);
            page.fill();
            page.setNonStrokingColor(Color.BLACK);
            lines.draw(page, line, MARGIN + indent + PADDING, y, size, width(indent) - 2 * PADDING);
        }
    }

    void rule() throws IOException {
        need(10);
        y -= 8;
        page.setStrokingColor(Color.LIGHT_GRAY);
        page.moveTo(MARGIN, y);
        page.lineTo(MARGIN + width(0), y);
        page.stroke();
    }

    /** Rows of equally wide cells with lines around them. */
    void table(List<List<List<PdfRun>>> rows, float size, float indent) throws IOException {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        if (columns == 0) {
            return;
        }
        float cell = width(indent) / columns;
        for (List<List<PdfRun>> row : rows) {
            List<List<List<PdfRun>>> broken = new ArrayList<>();
            for (List<PdfRun> content : row) {
                broken.add(lines.broken(content, size, cell - 2 * PADDING));
            }
            int most = broken.stream().mapToInt(List::size).max().orElse(1);
            // A row that is taller than a page is cut at its end.
            float height = Math.min(most * size * LEADING + 2 * PADDING, PDRectangle.A4.getHeight() - 2 * MARGIN - 1);
            need(height);
            for (int column = 0; column < broken.size(); column++) {
                cell(broken.get(column), MARGIN + indent + column * cell, cell, height, size);
            }
            y -= height;
        }
    }

    private void cell(List<List<PdfRun>> content, float x, float width, float height, float size) throws IOException {
        page.setStrokingColor(Color.GRAY);
        page.addRect(x, y - height, width, height);
        page.stroke();
        page.setNonStrokingColor(Color.BLACK);
        float at = y - PADDING;
        for (List<PdfRun> line : content) {
            at -= size * LEADING;
            if (at < y - height) {
                return;
            }
            lines.draw(page, line, x + PADDING, at + size * 0.3f, size, width - 2 * PADDING);
        }
    }

    void picture(BufferedImage image) throws IOException {
        PDImageXObject object = image.getColorModel().hasAlpha()
                ? LosslessFactory.createFromImage(document, image)
                : JPEGFactory.createFromImage(document, image, 0.9f);
        float scale = Math.min(1, Math.min(width(0) / image.getWidth(), TALLEST_PICTURE / image.getHeight()));
        need(image.getHeight() * scale + PADDING);
        y -= image.getHeight() * scale + PADDING;
        page.drawImage(object, MARGIN, y, image.getWidth() * scale, image.getHeight() * scale);
    }

    @Override
    public void close() throws IOException {
        if (page != null) {
            page.close();
            page = null;
        }
    }
}
