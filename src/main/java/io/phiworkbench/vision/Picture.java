package io.phiworkbench.vision;

/**
 * A picture as the model is to see it, upright and without alpha, and where it came from.
 *
 * @param pixels the picture after EXIF orientation, flattened on white
 * @param contentHash names what is seen: hex SHA-256 of the file's bytes, or size and SHA-256 of the pixels where there
 *     was no file. Equal hashes mean equal pixels, so features may be kept under it
 * @param source the file, page or frame as a person would name it
 * @param format what it was read from: {@code PNG}, {@code JPEG}, {@code PDF}, {@code h264} ...
 */
public record Picture(RgbImage pixels, String contentHash, String source, String format) {

    /** A picture that never was a file of its own: a page, a frame, a part cut out of another, the clipboard. */
    public static Picture of(RgbImage pixels, String source, String format) {
        return new Picture(pixels, pixels.width() + "x" + pixels.height() + "-" + pixels.sha256(), source, format);
    }

    public int width() {
        return pixels.width();
    }

    public int height() {
        return pixels.height();
    }
}
