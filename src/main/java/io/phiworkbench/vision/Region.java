package io.phiworkbench.vision;

/** A rectangle in a picture's own pixels, origin at the top left. */
public record Region(double x, double y, double width, double height) {
    public boolean isEmpty() {
        return width <= 0 || height <= 0;
    }
}
