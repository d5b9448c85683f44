package io.phiworkbench.demo;

import java.awt.image.BufferedImage;
import java.util.List;

/** A picture with the characters that stand on it. */
public record DrawnPicture(BufferedImage image, List<Glyph> glyphs) {
    public int width() {
        return image.getWidth();
    }

    public int height() {
        return image.getHeight();
    }
}
