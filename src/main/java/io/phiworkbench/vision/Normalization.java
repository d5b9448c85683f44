package io.phiworkbench.vision;

import java.util.List;

/**
 * Per-channel mean and deviation of pixel values in 0 … 1, red first ({@code image_mean} and {@code image_std} of the
 * preprocessor config).
 */
public record Normalization(List<Float> mean, List<Float> deviation) {
    public static final Normalization CLIP = new Normalization(
            List.of(0.48145466f, 0.4578275f, 0.40821073f), List.of(0.26862954f, 0.26130258f, 0.27577711f));

    public Normalization {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != 3 || deviation.size() != 3) {
            throw new IllegalArgumentException("image_mean and image_std need three values, red, green and blue, not "
                    + mean.size() + " and " + deviation.size());
        }
        if (deviation.contains(0f)) {
            throw new IllegalArgumentException("image_std must not be 0: " + deviation);
        }
    }

    /** What each of the 256 levels of a channel becomes. */
    float[] levels(int channel) {
        float[] levels = new float[256];
        for (int level = 0; level < 256; level++) {
            levels[level] = (level / 255f - mean.get(channel)) / deviation.get(channel);
        }
        return levels;
    }
}
