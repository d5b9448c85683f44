package io.phiworkbench.inference.local;

import io.phiworkbench.torch.TorchValue;

/**
 * A picture of a prompt, whose features are computed when they are first needed.
 *
 * <p>Used on the inference thread.
 */
interface EncodedPicture {
    /** Number of feature rows, separators included. */
    int tokens();

    /** Negative number that identifies row {@code row} of this picture cut into these crops. */
    long key(int row);

    /** float32 [tokens, n]; owned by the picture's cache and alive during the run. */
    TorchValue features();

    /**
     * The key of a row of a picture.
     *
     * @param contentHash hexadecimal SHA-256 of the picture's bytes
     * @param numCrops upper limit of crops it was cut with
     */
    static long rowKey(String contentHash, int numCrops, int row) {
        long content = Long.parseUnsignedLong(contentHash, 0, 16, 16);
        long mixed = (content ^ 0x9E3779B97F4A7C15L * numCrops) * 31 + row;
        return mixed | Long.MIN_VALUE;
    }
}
