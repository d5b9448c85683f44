package io.phiworkbench.vision;

/**
 * A picture as the model is to see it, upright and without alpha, and where it came from.
 *
 * @param pixels the picture after EXIF orientation, flattened on white
 * @param contentHash hex SHA-256 of what it was made of (of the file's bytes; for a page or frame, of its pixels): equal
 *     hashes mean equal pixels, so features may be kept under it
 * @param source the file, page or frame as a person would name it
 * @param format what it was read from: {@code PNG}, {@code JPEG}, {@code PDF}, {@code h264} ...
 */
public record Picture(RgbImage pixels, String contentHash, String source, String format) {
    public int width() {
        return pixels.width();
    }

    public int height() {
        return pixels.height();
    }
}
