package io.phiworkbench.vision;

import java.util.Arrays;

/**
 * The preprocessing of Phi-3-Vision: scale, pad with white, cut into crops, normalise.
 * Source: image_processing_phi3_v.py. Safe for use from several threads.
 *
 * @param shape the crop, from the checkpoint's vision config
 * @param normalization mean and deviation, from the checkpoint's preprocessor config
 */
public record HdTransform(CropShape shape, Normalization normalization) {
    /** Crops for one picture, as the model card recommends. */
    public static final int NUM_CROPS_SINGLE = 16;
    /** Crops for each of several pictures, as the model card recommends. */
    public static final int NUM_CROPS_MULTIPLE = 4;

    /** The transform of the published checkpoints. */
    public static HdTransform clip() {
        return new HdTransform(CropShape.CLIP_L14_336, Normalization.CLIP);
    }

    /** How many crops are allowed where the user has not said. */
    public static int defaultNumCrops(int pictures) {
        return pictures > 1 ? NUM_CROPS_MULTIPLE : NUM_CROPS_SINGLE;
    }

    /** @throws MediaException where the picture is too thin to be scaled */
    public HdPlan plan(Picture picture, int numCrops) {
        return HdPlan.of(picture, numCrops, shape);
    }

    /**
     * Scales and pads the picture; its crops are then made on demand.
     *
     * @throws MediaException where the picture is too thin to be scaled
     */
    public HdImage apply(Picture picture, int numCrops) {
        HdPlan plan = plan(picture, numCrops);
        return new HdImage(plan, pad(scale(picture.pixels(), plan), plan), normalization);
    }

    /** Portrait pictures are scaled lying down: the first of the two rounding passes runs along the longer side. */
    private static RgbImage scale(RgbImage picture, HdPlan plan) {
        return plan.transposed()
                ? PillowBilinear.resize(picture.transposed(), plan.scaledHeight(), plan.scaledWidth())
                        .transposed()
                : PillowBilinear.resize(picture, plan.scaledWidth(), plan.scaledHeight());
    }

    private static RgbImage pad(RgbImage scaled, HdPlan plan) {
        if (scaled.width() == plan.hdWidth() && scaled.height() == plan.hdHeight()) {
            return scaled;
        }
        byte[] padded = new byte[plan.hdWidth() * plan.hdHeight() * 3];
        Arrays.fill(padded, (byte) 255);
        int rowBytes = scaled.width() * 3;
        for (int y = 0; y < scaled.height(); y++) {
            int to = ((y + plan.padTop()) * plan.hdWidth() + plan.padLeft()) * 3;
            System.arraycopy(scaled.bytes(), y * rowBytes, padded, to, rowBytes);
        }
        return new RgbImage(plan.hdWidth(), plan.hdHeight(), padded);
    }
}
