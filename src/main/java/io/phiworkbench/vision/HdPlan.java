package io.phiworkbench.vision;

import java.util.ArrayList;
import java.util.List;

/**
 * How the HD transform lays a picture out, known from its size alone: it is scaled to the widest grid of crops that
 * {@code numCrops} allows, and padded with white to whole crops. Portrait pictures are planned as if transposed, so
 * their padding is left and right where that of landscape pictures is above and below.
 * Source: {@code HD_transform} in image_processing_phi3_v.py.
 *
 * @param width the picture's width in pixels
 * @param height the picture's height in pixels
 * @param numCrops the most crops it may be cut in, the global view not counted
 * @param shape the crop
 * @param scaledWidth the picture's width after scaling
 * @param scaledHeight the picture's height after scaling
 * @param padLeft white columns left of the scaled picture
 * @param padTop white rows above the scaled picture
 * @param rows crops from top to bottom
 * @param columns crops from left to right
 */
public record HdPlan(
        int width,
        int height,
        int numCrops,
        CropShape shape,
        int scaledWidth,
        int scaledHeight,
        int padLeft,
        int padTop,
        int rows,
        int columns) {

    /** @throws MediaException where the picture is so thin that nothing of it would be left after scaling */
    public static HdPlan of(int width, int height, int numCrops, CropShape shape) {
        return of("picture of " + width + " × " + height + " px", width, height, numCrops, shape);
    }

    /** @throws MediaException where the picture is so thin that nothing of it would be left after scaling */
    public static HdPlan of(Picture picture, int numCrops, CropShape shape) {
        return of(picture.source(), picture.width(), picture.height(), numCrops, shape);
    }

    static HdPlan of(String source, int width, int height, int numCrops, CropShape shape) {
        if (width <= 0 || height <= 0) {
            throw new MediaException(source, Refusal.NOTHING_TO_SEE, width, height);
        }
        if (numCrops < 1) {
            throw new IllegalArgumentException("num_crops must be at least 1, not " + numCrops);
        }
        boolean portrait = width < height;
        int longSide = Math.max(width, height);
        int shortSide = Math.min(width, height);
        double ratio = (double) longSide / shortSide;
        int scale = widestGrid(ratio, numCrops);
        int scaledLong = scale * shape.size();
        int scaledShort = (int) (scaledLong / ratio);
        if (scaledShort == 0) {
            throw new MediaException(source, Refusal.TOO_THIN, width, height, scaledLong);
        }
        int acrossShort = Math.ceilDiv(scaledShort, shape.size());
        int pad = (acrossShort * shape.size() - scaledShort) / 2;
        return portrait
                ? new HdPlan(width, height, numCrops, shape, scaledShort, scaledLong, pad, 0, scale, acrossShort)
                : new HdPlan(width, height, numCrops, shape, scaledLong, scaledShort, 0, pad, acrossShort, scale);
    }

    /** The largest {@code scale} with {@code scale · ceil(scale / ratio) ≤ numCrops}. */
    private static int widestGrid(double ratio, int numCrops) {
        int scale = 1;
        while (scale * Math.ceil(scale / ratio) <= numCrops) {
            scale++;
        }
        return scale - 1;
    }

    public boolean transposed() {
        return width < height;
    }

    /** Width of the padded HD picture in pixels. */
    public int hdWidth() {
        return columns * shape.size();
    }

    /** Height of the padded HD picture in pixels. */
    public int hdHeight() {
        return rows * shape.size();
    }

    /** Encoder inputs of this picture: its crops and the global view. */
    public int encoderInputs() {
        return 1 + rows * columns;
    }

    /**
     * Tokens of this picture in the prompt: those of all crops and the global view, one separator between the two and
     * one at the end of every row of either.
     */
    public int tokens() {
        return (rows * columns + 1) * shape.tokens() + 1 + (rows + 1) * shape.tokensPerSide();
    }

    /**
     * What each crop shows, row by row, in the pixels of the original picture. Parts that lie in the white padding are
     * cut away, so a rectangle may be empty.
     */
    public List<Region> crops() {
        List<Region> crops = new ArrayList<>(rows * columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                crops.add(crop(row, column));
            }
        }
        return List.copyOf(crops);
    }

    private Region crop(int row, int column) {
        double left = originalX(column * shape.size());
        double top = originalY(row * shape.size());
        double right = originalX((column + 1) * shape.size());
        double bottom = originalY((row + 1) * shape.size());
        return new Region(left, top, right - left, bottom - top);
    }

    private double originalX(int hdX) {
        return Math.clamp((double) (hdX - padLeft) * width / scaledWidth, 0, width);
    }

    private double originalY(int hdY) {
        return Math.clamp((double) (hdY - padTop) * height / scaledHeight, 0, height);
    }
}
