package io.phiworkbench.demo;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A picture under construction that remembers where each character was drawn. */
final class Drawing {
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    final Graphics2D graphics;
    private final BufferedImage image;
    private final List<Placed> glyphs = new ArrayList<>();

    private record Placed(double baseline, Glyph glyph) {}

    Drawing(int width, int height, Color background) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setColor(background);
        graphics.fillRect(0, 0, width, height);
    }

    static double width(Font font, String text) {
        return font.createGlyphVector(CONTEXT, text).getLogicalBounds().getWidth();
    }

    /** Draws the text with its baseline at {@code y}; the glyph of each character, spaces included. */
    List<Glyph> text(Font font, Color color, String text, double x, double y) {
        graphics.setColor(color);
        GlyphVector vector = font.createGlyphVector(CONTEXT, text);
        graphics.drawGlyphVector(vector, (float) x, (float) y);
        List<Glyph> drawn = new ArrayList<>();
        float capital = font.getSize2D() * 0.36f;
        for (int i = 0; i < text.length(); i++) {
            Rectangle2D box = vector.getGlyphVisualBounds(i).getBounds2D();
            float left = (float) (x + vector.getGlyphPosition(i).getX());
            float right = (float) (x + vector.getGlyphPosition(i + 1).getX());
            float top = (float) Math.min(y + box.getMinY(), y - capital - 1);
            float bottom = (float) Math.max(y + box.getMaxY(), y - capital + 1);
            drawn.add(new Glyph(text.charAt(i), left, top, right, bottom));
        }
        for (Glyph glyph : drawn) {
            if (glyph.character() != ' ') {
                glyphs.add(new Placed(y, glyph));
            }
        }
        return drawn;
    }

    /** The picture, its characters line by line from the top. */
    DrawnPicture done() {
        graphics.dispose();
        glyphs.sort(Comparator.comparingDouble(Placed::baseline)
                .thenComparingDouble(placed -> placed.glyph().left()));
        return new DrawnPicture(image, glyphs.stream().map(Placed::glyph).toList());
    }
}
