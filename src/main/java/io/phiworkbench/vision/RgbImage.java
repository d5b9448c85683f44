package io.phiworkbench.vision;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** An immutable 8-bit RGB picture: rows from top to bottom, three bytes a pixel. */
public final class RgbImage {
    private final int width;
    private final int height;
    private final byte[] rgb;

    /** Takes the array as it is, so only for arrays that nobody else holds. */
    RgbImage(int width, int height, byte[] rgb) {
        if (width <= 0 || height <= 0 || (long) width * height * 3 != rgb.length) {
            throw new IllegalArgumentException(
                    width + " × " + height + " RGB pixels cannot be made of " + rgb.length + " bytes");
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** A copy of row-major RGB bytes. */
    public static RgbImage of(int width, int height, byte[] rgb) {
        return new RgbImage(width, height, rgb.clone());
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The bytes themselves, for the readers and writers of this package, which do not change them. */
    byte[] bytes() {
        return rgb;
    }

    /** A read-only view of the row-major RGB bytes. */
    public ByteBuffer rgb() {
        return ByteBuffer.wrap(rgb).asReadOnlyBuffer();
    }

    /** The pixel as {@code 0xFFrrggbb}. */
    public int argb(int x, int y) {
        Objects.checkIndex(x, width);
        int at = (Objects.checkIndex(y, height) * width + x) * 3;
        return 0xFF000000 | (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | rgb[at + 2] & 0xFF;
    }

    /** The picture with its axes swapped (mirrored on the main diagonal), as Pillow's {@code TRANSPOSE}. */
    RgbImage transposed() {
        byte[] swapped = new byte[rgb.length];
        for (int y = 0; y < height; y++) {
            int from = y * width * 3;
            int to = y * 3;
            for (int x = 0; x < width; x++, from += 3, to += height * 3) {
                swapped[to] = rgb[from];
                swapped[to + 1] = rgb[from + 1];
                swapped[to + 2] = rgb[from + 2];
            }
        }
        return new RgbImage(height, width, swapped);
    }

    /** A copy for ImageIO and Swing, of type {@link BufferedImage#TYPE_INT_RGB}. */
    public BufferedImage toBufferedImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                row[x] = argb(x, y);
            }
            image.getRaster().setDataElements(0, y, width, 1, row);
        }
        return image;
    }

    /** Hex SHA-256 of the RGB bytes. */
    public String sha256() {
        return sha256(rgb);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
