package io.phiworkbench.ui.capture;

import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;

/**
 * What one screen shows.
 *
 * @param bounds where the screen lies on the desktop, in points
 * @param image its pixels: more than points on a dense screen
 */
public record Shot(Rectangle2D bounds, Image image) {
    private static final int PROBES = 64;

    /** Whether it has a single colour, as screens have that a system hides from programs. Looks at a grid of pixels. */
    boolean isBlank() {
        PixelReader pixels = image.getPixelReader();
        int first = pixels.getArgb(0, 0);
        for (int row = 0; row < PROBES; row++) {
            for (int column = 0; column < PROBES; column++) {
                int x = (int) (image.getWidth() * column / PROBES);
                int y = (int) (image.getHeight() * row / PROBES);
                if (pixels.getArgb(x, y) != first) {
                    return false;
                }
            }
        }
        return true;
    }
}
