package io.phiworkbench.demo;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;

/** The HD transform of Phi-3.5-Vision for training pictures, with the boxes of their characters carried along. */
final class HdFit {
    private HdFit() {}

    static Picture fit(Picture picture) {
        int w = picture.width();
        int h = picture.height();
        boolean tall = w < h;
        double ratio = tall ? (double) h / w : (double) w / h;
        int scale = 1;
        while (scale * Math.ceil(scale / ratio) <= DemoShape.NUM_CROPS) {
            scale++;
        }
        scale--;
        int length = scale * DemoShape.CROP;
        int breadth = (int) (length / ratio);
        int padded = Math.ceilDiv(breadth, DemoShape.CROP) * DemoShape.CROP;
        int newW = tall ? breadth : length;
        int newH = tall ? length : breadth;
        int left = tall ? (padded - breadth) / 2 : 0;
        int top = tall ? 0 : (padded - breadth) / 2;
        int outW = tall ? padded : length;
        int outH = tall ? length : padded;
        if (newW == w && newH == h && outW == w && outH == h) {
            return picture;
        }
        BufferedImage out = resized(picture.image(), newW, newH, outW, outH, left, top);
        List<Glyph> moved = picture.glyphs().stream()
                .map(g -> moved(g, w, h, newW, newH, left, top))
                .toList();
        return new Picture(out, moved);
    }

    static Glyph moved(Glyph g, int w, int h, int newW, int newH, int left, int top) {
        return g.moved((double) newW / w, (double) newH / h, left, top);
    }

    private static BufferedImage resized(BufferedImage in, int w, int h, int outW, int outH, int left, int top) {
        float[] source = bytes(in);
        float[] across = pass(source, in.getHeight(), in.getWidth(), w);
        float[] turned = turn(across, in.getHeight(), w);
        float[] down = turn(pass(turned, w, in.getHeight(), h), w, h);
        BufferedImage out = new BufferedImage(outW, outH, BufferedImage.TYPE_3BYTE_BGR);
        byte[] data = ((DataBufferByte) out.getRaster().getDataBuffer()).getData();
        java.util.Arrays.fill(data, (byte) 255);
        for (int y = 0; y < h; y++) {
            for (int i = 0; i < w * 3; i++) {
                data[((y + top) * outW + left) * 3 + i] = (byte) (int) down[y * w * 3 + i];
            }
        }
        return out;
    }

    private static float[] bytes(BufferedImage in) {
        byte[] data = ((DataBufferByte) in.getRaster().getDataBuffer()).getData();
        float[] out = new float[data.length];
        for (int i = 0; i < data.length; i++) {
            out[i] = data[i] & 255;
        }
        return out;
    }

    private static float[] turn(float[] in, int rows, int columns) {
        float[] out = new float[in.length];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                System.arraycopy(in, (y * columns + x) * 3, out, (x * rows + y) * 3, 3);
            }
        }
        return out;
    }

    /** Antialiased bilinear (triangle) resampling of every row, rounded to whole levels. */
    private static float[] pass(float[] in, int rows, int width, int newWidth) {
        double scale = (double) width / newWidth;
        double support = Math.max(scale, 1);
        float[] out = new float[rows * newWidth * 3];
        for (int x = 0; x < newWidth; x++) {
            double centre = (x + 0.5) * scale;
            int first = Math.max((int) (centre - support + 0.5), 0);
            int last = Math.min((int) (centre + support + 0.5), width);
            float[] weights = new float[last - first];
            float sum = 0;
            for (int i = first; i < last; i++) {
                weights[i - first] = (float) Math.max(0, 1 - Math.abs((i - centre + 0.5) / support));
                sum += weights[i - first];
            }
            for (int y = 0; y < rows; y++) {
                for (int c = 0; c < 3; c++) {
                    float value = 0;
                    for (int i = first; i < last; i++) {
                        value += in[(y * width + i) * 3 + c] * weights[i - first];
                    }
                    out[(y * newWidth + x) * 3 + c] = Math.round(value / sum);
                }
            }
        }
        return out;
    }
}
