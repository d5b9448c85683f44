package io.phiworkbench.vision;

/**
 * The square the encoder sees at once.
 *
 * @param size side of a crop in pixels ({@code image_size} of the vision config)
 * @param patch side of an encoder patch in pixels ({@code patch_size})
 */
public record CropShape(int size, int patch) {
    /** CLIP ViT-L/14-336, the encoder of the published checkpoints. */
    public static final CropShape CLIP_L14_336 = new CropShape(336, 14);

    public CropShape {
        if (size <= 0 || patch <= 0 || size / patch < 2 || size / patch % 2 != 0) {
            throw new IllegalArgumentException("crops of " + size + " px in patches of " + patch
                    + " px cannot be merged 2×2: size / patch must be even");
        }
    }

    /** Tokens along one side of a crop, after patches are merged two by two: 12 for 336/14. */
    public int tokensPerSide() {
        return size / patch / 2;
    }

    /** Tokens of one crop: 144 for 336/14. */
    public int tokens() {
        return tokensPerSide() * tokensPerSide();
    }
}
