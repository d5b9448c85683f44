package io.phiworkbench.demo;

import java.util.Random;

/**
 * The size of a picture before the HD transform.
 *
 * @param scale its size relative to the crops that it becomes; print grows with it
 */
record Canvas(int width, int height, double scale) {

    /** A canvas that becomes {@code rows} × {@code columns} crops: exactly so large, or (resized) of another size and ratio. */
    static Canvas pick(Random random, int rows, int columns, boolean resized) {
        int width = columns * DemoShape.CROP;
        int height = rows * DemoShape.CROP;
        if (!resized) {
            return new Canvas(width, height, 1);
        }
        double scale = 0.8 + 2.4 * random.nextDouble() * random.nextDouble();
        double narrower = columns < rows ? 0.75 + 0.25 * random.nextDouble() : 1;
        double lower = rows <= columns ? 0.75 + 0.25 * random.nextDouble() : 1;
        return new Canvas((int) Math.round(width * narrower * scale), (int) Math.round(height * lower * scale), scale);
    }
}
