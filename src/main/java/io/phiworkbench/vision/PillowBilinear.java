package io.phiworkbench.vision;

import java.util.Arrays;

/**
 * Pillow's antialiased bilinear resize of 8-bit RGB, to the bit: a triangle filter as wide as the scale, its weights
 * rounded to 22 bits, first along rows and then along columns, with the sums rounded to 8 bits in between.
 * Source: {@code src/libImaging/Resample.c} of Pillow.
 */
final class PillowBilinear {
    private static final int PRECISION_BITS = 32 - 8 - 2;
    private static final int HALF = 1 << PRECISION_BITS - 1;

    private PillowBilinear() {}

    static RgbImage resize(RgbImage picture, int width, int height) {
        RgbImage rowsDone = width == picture.width() ? picture : resizeRows(picture, width);
        return height == rowsDone.height() ? rowsDone : resizeColumns(rowsDone, height);
    }

    private static RgbImage resizeRows(RgbImage picture, int width) {
        Taps taps = Taps.of(picture.width(), width);
        byte[] in = picture.bytes();
        byte[] out = new byte[Math.multiplyExact(width * 3, picture.height())];
        for (int y = 0; y < picture.height(); y++) {
            resizeRow(in, y * picture.width() * 3, taps, out, y * width * 3, width);
        }
        return new RgbImage(width, picture.height(), out);
    }

    private static void resizeRow(byte[] in, int inRow, Taps taps, byte[] out, int outRow, int width) {
        for (int x = 0, to = outRow; x < width; x++, to += 3) {
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            int from = inRow + taps.first[x] * 3;
            int tap = x * taps.stride;
            for (int end = tap + taps.count[x]; tap < end; tap++, from += 3) {
                int weight = taps.weights[tap];
                red += (in[from] & 0xFF) * weight;
                green += (in[from + 1] & 0xFF) * weight;
                blue += (in[from + 2] & 0xFF) * weight;
            }
            out[to] = toByte(red);
            out[to + 1] = toByte(green);
            out[to + 2] = toByte(blue);
        }
    }

    private static RgbImage resizeColumns(RgbImage picture, int height) {
        Taps taps = Taps.of(picture.height(), height);
        byte[] in = picture.bytes();
        int rowBytes = picture.width() * 3;
        byte[] out = new byte[Math.multiplyExact(rowBytes, height)];
        int[] sums = new int[rowBytes];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, HALF);
            for (int tap = 0; tap < taps.count[y]; tap++) {
                addRow(in, (taps.first[y] + tap) * rowBytes, taps.weights[y * taps.stride + tap], sums);
            }
            roundRow(sums, out, y * rowBytes);
        }
        return new RgbImage(picture.width(), height, out);
    }

    private static void addRow(byte[] in, int from, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (in[from + i] & 0xFF) * weight;
        }
    }

    private static void roundRow(int[] sums, byte[] out, int to) {
        for (int i = 0; i < sums.length; i++) {
            out[to + i] = toByte(sums[i]);
        }
    }

    /** The weights are never negative, but their rounded sum may pass one by a little. */
    private static byte toByte(int sum) {
        return (byte) Math.min(sum >> PRECISION_BITS, 255);
    }

    /** For every output position the first input position, the number of inputs, and their fixed-point weights. */
    private record Taps(int stride, int[] first, int[] count, int[] weights) {
        static Taps of(int inSize, int outSize) {
            double scale = (double) inSize / outSize;
            double support = Math.max(scale, 1.0);
            int stride = (int) Math.ceil(support) * 2 + 1;
            Taps taps =
                    new Taps(stride, new int[outSize], new int[outSize], new int[Math.multiplyExact(outSize, stride)]);
            double[] exact = new double[stride];
            for (int i = 0; i < outSize; i++) {
                taps.fill(i, (i + 0.5) * scale, support, inSize, exact);
            }
            return taps;
        }

        private void fill(int i, double centre, double support, int inSize, double[] exact) {
            double perInput = 1.0 / support;
            int begin = Math.max((int) (centre - support + 0.5), 0);
            int end = Math.min((int) (centre + support + 0.5), inSize);
            double sum = 0;
            for (int x = 0; x < end - begin; x++) {
                exact[x] = triangle((x + begin - centre + 0.5) * perInput);
                sum += exact[x];
            }
            for (int x = 0; x < end - begin; x++) {
                double weight = sum == 0 ? exact[x] : exact[x] / sum;
                weights[i * stride + x] = (int) (0.5 + weight * (1 << PRECISION_BITS));
            }
            first[i] = begin;
            count[i] = end - begin;
        }

        private static double triangle(double x) {
            return Math.max(1.0 - Math.abs(x), 0.0);
        }
    }
}
