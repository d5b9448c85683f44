package io.phiworkbench.vision;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The whole HD picture at the size of one crop: PyTorch's bicubic interpolation of the normalised values, without
 * antialiasing and with half-pixel centres ({@code align_corners=False}).
 * Source: {@code upsample_bicubic2d} of ATen.
 */
final class GlobalView {
    /** The sharpness of the cubic convolution kernel, ATen's choice. */
    private static final float A = -0.75f;

    private GlobalView() {}

    /**
     * Writes [3, size, size].
     *
     * @param levels for each channel what each of the 256 levels becomes
     */
    static void write(RgbImage hd, float[][] levels, int size, FloatBuffer target) {
        Taps columns = Taps.of(hd.width(), size);
        Taps rows = Taps.of(hd.height(), size);
        float[] row = new float[size];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < size; y++) {
                Arrays.fill(row, 0);
                for (int tap = 4 * y; tap < 4 * y + 4; tap++) {
                    int from = rows.index[tap] * hd.width() * 3 + channel;
                    addRow(hd.bytes(), from, levels[channel], columns, rows.weight[tap], row);
                }
                target.put(row);
            }
        }
    }

    private static void addRow(byte[] rgb, int from, float[] levels, Taps columns, float weight, float[] row) {
        for (int x = 0, tap = 0; x < row.length; x++, tap += 4) {
            float sum = 0;
            for (int i = tap; i < tap + 4; i++) {
                sum += levels[rgb[from + columns.index[i] * 3] & 0xFF] * columns.weight[i];
            }
            row[x] += sum * weight;
        }
    }

    /** Four input positions and weights for every output position; positions beyond the edge repeat it. */
    private record Taps(int[] index, float[] weight) {
        static Taps of(int inSize, int outSize) {
            Taps taps = new Taps(new int[4 * outSize], new float[4 * outSize]);
            float scale = (float) inSize / outSize;
            for (int i = 0; i < outSize; i++) {
                float centre = scale * (i + 0.5f) - 0.5f;
                int floor = (int) Math.floor(centre);
                float t = centre - floor;
                for (int tap = 0; tap < 4; tap++) {
                    taps.index[4 * i + tap] = Math.clamp(floor - 1 + tap, 0, inSize - 1);
                    taps.weight[4 * i + tap] = cubic(Math.abs(t + 1 - tap));
                }
            }
            return taps;
        }

        private static float cubic(float x) {
            return x <= 1 ? ((A + 2) * x - (A + 3)) * x * x + 1 : ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
        }
    }
}
