package io.phiworkbench.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PillowBilinearTest {
    /** Two roundings to 8 bits against none: at most half a level from the first, averaged, and half from the second. */
    private static final double TWO_ROUNDINGS = 1.01;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void agreesWithThePlainDefinitionWithinItsRoundings(long seed) {
        Random random = new Random(seed);
        RgbImage picture = noise(random, 1 + random.nextInt(90), 1 + random.nextInt(90));
        int width = 1 + random.nextInt(150);
        int height = 1 + random.nextInt(150);

        RgbImage resized = PillowBilinear.resize(picture, width, height);

        double[] exact = plainDefinition(picture, width, height);
        for (int i = 0; i < exact.length; i++) {
            assertThat(Math.abs((resized.bytes()[i] & 0xFF) - exact[i]))
                    .as("seed %d, byte %d of %dx%d -> %dx%d", seed, i, picture.width(), picture.height(), width, height)
                    .isLessThan(TWO_ROUNDINGS);
        }
    }

    @Test
    void theSameSizeIsTheSamePicture() {
        RgbImage picture = noise(new Random(1), 31, 17);

        assertThat(PillowBilinear.resize(picture, 31, 17).bytes()).isEqualTo(picture.bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 254, 255})
    void aPlainColourStaysThatColour(int level) {
        byte[] rgb = new byte[97 * 53 * 3];
        Arrays.fill(rgb, (byte) level);

        RgbImage resized = PillowBilinear.resize(new RgbImage(97, 53, rgb), 13, 200);

        assertThat(resized.bytes()).containsOnly(level);
    }

    /** The separable triangle filter written down as a double sum, in floating point, without any rounding. */
    private static double[] plainDefinition(RgbImage picture, int width, int height) {
        double[][] across = weights(picture.width(), width);
        double[][] down = weights(picture.height(), height);
        double[] out = new double[width * height * 3];
        for (int i = 0; i < out.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            for (int sy = 0; sy < picture.height(); sy++) {
                for (int sx = 0; sx < picture.width(); sx++) {
                    int level = picture.bytes()[(sy * picture.width() + sx) * 3 + i % 3] & 0xFF;
                    out[i] += down[y][sy] * across[x][sx] * level;
                }
            }
        }
        return out;
    }

    private static double[][] weights(int inSize, int outSize) {
        double scale = (double) inSize / outSize;
        double support = Math.max(1, scale);
        double[][] weights = new double[outSize][inSize];
        for (int out = 0; out < outSize; out++) {
            double sum = 0;
            for (int in = 0; in < inSize; in++) {
                double distance = Math.abs(in + 0.5 - (out + 0.5) * scale);
                weights[out][in] = Math.max(0, 1 - distance / support);
                sum += weights[out][in];
            }
            for (int in = 0; in < inSize; in++) {
                weights[out][in] /= sum;
            }
        }
        return weights;
    }

    private static RgbImage noise(Random random, int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        random.nextBytes(rgb);
        return new RgbImage(width, height, rgb);
    }
}
