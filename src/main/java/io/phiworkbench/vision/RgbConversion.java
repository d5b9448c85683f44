package io.phiworkbench.vision;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Any decoded picture as upright 8-bit RGB on white. Samples of RGB and grey pictures are taken as they are stored
 * (the top eight bits of deeper ones), because the JDK's own conversion would apply the embedded profile and brighten
 * grey; palettes are looked up; other colour spaces are converted by their profile.
 */
final class RgbConversion {
    private final BufferedImage image;
    private final Orientation turn;
    private final byte[] rgb;

    private RgbConversion(BufferedImage image, Orientation turn) {
        this.image = image;
        this.turn = turn;
        rgb = new byte[Math.multiplyExact(image.getWidth() * 3, image.getHeight())];
    }

    static RgbImage upright(BufferedImage image, Orientation turn, String source) {
        int type = image.getSampleModel().getDataType();
        if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
            throw new MediaException(source, Refusal.FLOATING_POINT);
        }
        RgbConversion conversion = new RgbConversion(image, turn);
        conversion.convert();
        return new RgbImage(
                turn.uprightWidth(image.getWidth(), image.getHeight()),
                turn.uprightHeight(image.getWidth(), image.getHeight()),
                conversion.rgb);
    }

    private void convert() {
        ColorModel model = image.getColorModel();
        int space = model.getColorSpace().getType();
        boolean stored = !(model instanceof IndexColorModel)
                && !model.isAlphaPremultiplied()
                && (space == ColorSpace.TYPE_RGB || space == ColorSpace.TYPE_GRAY)
                && image.getRaster().getNumBands() == model.getNumComponents();
        for (int y = 0; y < image.getHeight(); y++) {
            if (stored) {
                takeRow(y);
            } else {
                convertRow(y);
            }
        }
    }

    private void takeRow(int y) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        int bands = raster.getNumBands();
        int colours = model.getNumColorComponents();
        int[] bits = model.getComponentSize();
        int[] row = raster.getPixels(0, y, image.getWidth(), 1, (int[]) null);
        for (int x = 0; x < image.getWidth(); x++) {
            int at = x * bands;
            int alpha = model.hasAlpha() ? level(row[at + colours], bits[colours]) : 255;
            int red = level(row[at], bits[0]);
            int green = colours == 1 ? red : level(row[at + 1], bits[1]);
            int blue = colours == 1 ? red : level(row[at + 2], bits[2]);
            put(x, y, alpha, red, green, blue);
        }
    }

    private void convertRow(int y) {
        int[] row = image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth());
        for (int x = 0; x < row.length; x++) {
            put(x, y, row[x] >>> 24, row[x] >> 16 & 0xFF, row[x] >> 8 & 0xFF, row[x] & 0xFF);
        }
    }

    private static int level(int sample, int bits) {
        return bits >= 8 ? sample >>> bits - 8 : sample * 255 / ((1 << bits) - 1);
    }

    private void put(int x, int y, int alpha, int red, int green, int blue) {
        int at = turn.uprightIndex(x, y, image.getWidth(), image.getHeight()) * 3;
        rgb[at] = onWhite(red, alpha);
        rgb[at + 1] = onWhite(green, alpha);
        rgb[at + 2] = onWhite(blue, alpha);
    }

    private static byte onWhite(int level, int alpha) {
        return (byte) ((level * alpha + 255 * (255 - alpha) + 127) / 255);
    }
}
