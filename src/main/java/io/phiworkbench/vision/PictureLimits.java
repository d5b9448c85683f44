package io.phiworkbench.vision;

import java.util.Locale;
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
            throw new MediaException(source, "a picture of " + width + " × " + height + " px has nothing to see");
        }
        if (width * height > maxPixels) {
            throw new MediaException(
                    source,
                    format(
                            "%,d × %,d px are %,d million pixels, more than the %,d million that are accepted; scale it down first",
                            width, height, width * height / 1_000_000, maxPixels / 1_000_000));
        }
    }

    void checkFile(String source, long bytes) {
        if (bytes > maxFileBytes) {
            throw new MediaException(
                    source,
                    format(
                            "the file has %,d MB, more than the %,d MB that are accepted",
                            bytes >> 20, maxFileBytes >> 20));
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
            throw new MediaException(
                    source,
                    format(
                            "opening it takes about %,d MB of memory and %,d MB are left; scale it down or give the program more (-Xmx)",
                            (bytes >> 20) + 1, free >> 20));
        }
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }

    private static long heapLeft() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }
}
