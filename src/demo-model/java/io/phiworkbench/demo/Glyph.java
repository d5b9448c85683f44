package io.phiworkbench.demo;

/** One drawn character and its box in pixels of the picture. */
public record Glyph(char character, float left, float top, float right, float bottom) {
    public float centreX() {
        return (left + right) / 2;
    }

    public float centreY() {
        return (top + bottom) / 2;
    }

    /** The box after scaling by the two factors and moving. */
    public Glyph moved(double scaleX, double scaleY, int dx, int dy) {
        return new Glyph(
                character,
                (float) (left * scaleX) + dx,
                (float) (top * scaleY) + dy,
                (float) (right * scaleX) + dx,
                (float) (bottom * scaleY) + dy);
    }
}
