package io.phiworkbench.chat.export;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDPageContentStream;

/**
 * Text drawn as shapes with the fonts of this machine: right to left, with joined letters, in any script that the
 * machine can show. It looks right in every reader but cannot be selected there.
 */
final class PdfOutline {
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final TextLayout layout;

    PdfOutline(String text, PdfFace face, float size) {
        Font font = new Font(
                face == PdfFace.MONO ? Font.MONOSPACED : Font.SANS_SERIF,
                face == PdfFace.BOLD ? Font.BOLD : Font.PLAIN,
                1);
        this.layout = new TextLayout(text, font.deriveFont(size), CONTEXT);
    }

    float width() {
        return layout.getAdvance();
    }

    /** @param x left end and {@code y} base line, in points from the page's lower left corner */
    void draw(PDPageContentStream page, float x, float y) throws IOException {
        Shape shape = layout.getOutline(new AffineTransform(1, 0, 0, -1, x, y));
        float[] p = new float[6];
        float lastX = 0;
        float lastY = 0;
        boolean empty = true;
        for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
            empty = false;
            switch (path.currentSegment(p)) {
                case PathIterator.SEG_MOVETO -> page.moveTo(p[0], p[1]);
                case PathIterator.SEG_LINETO -> page.lineTo(p[0], p[1]);
                case PathIterator.SEG_CUBICTO -> page.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
                case PathIterator.SEG_QUADTO ->
                    // A quadratic curve as a cubic one, which is all that PDF has.
                    page.curveTo(
                            lastX + (p[0] - lastX) * 2 / 3,
                            lastY + (p[1] - lastY) * 2 / 3,
                            p[2] + (p[0] - p[2]) * 2 / 3,
                            p[3] + (p[1] - p[3]) * 2 / 3,
                            p[2],
                            p[3]);
                default -> page.closePath();
            }
            int end = endOf(path.currentSegment(p));
            if (end >= 0) {
                lastX = p[end];
                lastY = p[end + 1];
            }
        }
        if (!empty) {
            page.fill();
        }
    }

    /** Where a segment's end stands among its coordinates. */
    private static int endOf(int segment) {
        return switch (segment) {
            case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> 0;
            case PathIterator.SEG_QUADTO -> 2;
            case PathIterator.SEG_CUBICTO -> 4;
            default -> -1;
        };
    }
}
