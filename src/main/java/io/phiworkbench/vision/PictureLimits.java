package io.phiworkbench.vision;

import java.util.function.LongSupplier;

/**
 * What is refused before a picture is decoded, so that a small file cannot fill the memory.
 *
 * @param maxPixels the most pixels of one picture
 * @param maxFileBytes the longest file
 * @param freeMemory says how many bytes of heap a picture may take
 */
record PictureLimits(long maxPixels, long maxFileBytes, LongSupplier freeMemory) {
    /** Pillow warns at 89 million pixels; the largest cameras in common use make 100 million. */
    static final long MAX_PIXELS = 100_000_000;

    static final long MAX_FILE_BYTES = 1L << 30;

    static final PictureLimits STANDARD = new PictureLimits(MAX_PIXELS, MAX_FILE_BYTES, PictureLimits::heapLeft);

    void checkSize(String source, long width, long height) {
        if (width <= 0 || height <= 0) {
            throw new MediaException(source, Refusal.NOTHING_TO_SEE, width, height);
        }
        if (width * height > maxPixels) {
            throw new MediaException(
                    source, Refusal.TOO_MANY_PIXELS, width, height, width * height / 1_000_000, maxPixels / 1_000_000);
        }
    }

    void checkFile(String source, long bytes) {
        if (bytes > maxFileBytes) {
            throw new MediaException(source, Refusal.FILE_TOO_LONG, bytes >> 20, maxFileBytes >> 20);
        }
        checkMemory(source, bytes);
    }

    void checkMemory(String source, long bytes) {
        if (bytes <= freeMemory.getAsLong()) {
            return;
        }
        System.gc(); // what is garbage counts as used until then
        long free = freeMemory.getAsLong();
        if (bytes > free) {
            throw new MediaException(source, Refusal.MEMORY_SHORT, (bytes >> 20) + 1, free >> 20);
        }
    }

    private static long heapLeft() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }
}
