package io.phiworkbench.inference.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tokens of a prompt and its answer so far. A position holds a vocabulary id or a row of a picture's features; its
 * key says which, so that two sequences with equal keys have equal keys and values in a cache.
 */
final class TokenSequence {
    private long[] keys = new long[256];
    private int length;
    private final List<PictureSpan> pictures = new ArrayList<>();

    /**
     * Where a picture's features stand.
     *
     * @param start first position
     * @param count number of positions, one a feature row
     * @param picture what is there
     */
    record PictureSpan(int start, int count, EncodedPicture picture) {
        int end() {
            return start + count;
        }
    }

    void append(int id) {
        if (id < 0) {
            throw new IllegalArgumentException("token ids are not negative: " + id);
        }
        add(id);
    }

    void append(EncodedPicture picture) {
        pictures.add(new PictureSpan(length, picture.tokens(), picture));
        for (int row = 0; row < picture.tokens(); row++) {
            add(picture.key(row));
        }
    }

    private void add(long key) {
        if (length == keys.length) {
            keys = Arrays.copyOf(keys, 2 * length);
        }
        keys[length++] = key;
    }

    int length() {
        return length;
    }

    /** The vocabulary id at a position, or a negative number where a picture stands. */
    int id(int position) {
        return keys[position] < 0 ? -1 : (int) keys[position];
    }

    /** Ids of {@code [from, to)} for the embedding; 0 where a picture will be placed. */
    long[] embeddingIds(int from, int to) {
        long[] ids = Arrays.copyOfRange(keys, from, to);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Math.max(0, ids[i]);
        }
        return ids;
    }

    List<PictureSpan> pictures() {
        return pictures;
    }

    /** Number of positions that are pictures' features. */
    int pictureTokens() {
        return pictures.stream().mapToInt(PictureSpan::count).sum();
    }

    /** Length of the longest common prefix. */
    int commonPrefix(TokenSequence other) {
        int mismatch = Arrays.mismatch(keys, 0, length, other.keys, 0, other.length);
        return mismatch < 0 ? length : mismatch;
    }

    void truncate(int count) {
        length = Math.min(length, count);
        pictures.removeIf(span -> span.end() > length);
    }

    /** Appends what {@code other} has at {@code [from, to)}, keys only. */
    void appendKeys(TokenSequence other, int from, int to) {
        for (int i = from; i < to; i++) {
            add(other.keys[i]);
        }
    }
}
