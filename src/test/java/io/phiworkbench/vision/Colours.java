package io.phiworkbench.vision;

/** Compares pixels. */
final class Colours {
    private Colours() {}

    /** The largest difference of a channel, in levels. */
    static int distance(int argb, int other) {
        int distance = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            distance = Math.max(distance, Math.abs((argb >> shift & 0xFF) - (other >> shift & 0xFF)));
        }
        return distance;
    }
}
