package io.phiworkbench.checkpoint;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where a tensor lies: elements of {@code dtype}, row-major and little-endian, in the bytes {@code [begin, end)} of
 * {@code file}, counted from the start of the file. The array of {@code shape} is shared, not copied: callers leave it
 * as it is.
 */
public record TensorInfo(String name, DType dtype, long[] shape, long begin, long end, Path file) {
    /** Size of the data in bytes. */
    public long bytes() {
        return end - begin;
    }

    /** Number of elements; 1 for a scalar, whose shape is empty. */
    public long elements() {
        return bytes() / dtype.bytes();
    }

    /**
     * Whether {@link #begin} is a multiple of the element size, so that a mapping of the file holds the tensor without a
     * copy. Writers since 2023 pad the header to 8 bytes and so give aligned tensors; the format itself does not promise
     * it.
     */
    public boolean aligned() {
        return begin % dtype.bytes() == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorInfo that
                && name.equals(that.name)
                && dtype == that.dtype
                && Arrays.equals(shape, that.shape)
                && begin == that.begin
                && end == that.end
                && file.equals(that.file);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + Long.hashCode(begin);
    }

    @Override
    public String toString() {
        return name + " " + dtype + " " + Arrays.toString(shape) + " at " + begin + " of " + file;
    }
}
