package io.phiworkbench.inference.local.grammar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of Unicode characters as ordered ranges. Surrogates are none, and U+FFFD is left out: it is what stands for bytes
 * that are no character.
 */
record CodePoints(List<Range> ranges) {
    static final CodePoints ALL = new CodePoints(List.of(new Range(0, 0x10FFFF)));
    private static final int[] UTF8_LIMITS = {0x7F, 0x7FF, 0xFFFF, 0x10FFFF};

    record Range(int low, int high) {}

    CodePoints {
        ranges = valid(ranges);
    }

    static CodePoints of(int codePoint) {
        return between(codePoint, codePoint);
    }

    static CodePoints between(int low, int high) {
        return new CodePoints(List.of(new Range(low, high)));
    }

    private static List<Range> valid(List<Range> ranges) {
        List<Range> kept = new ArrayList<>();
        for (Range range : merged(ranges)) {
            addClipped(kept, range, 0, 0xD7FF);
            addClipped(kept, range, 0xE000, 0xFFFC);
            addClipped(kept, range, 0xFFFE, 0x10FFFF);
        }
        return List.copyOf(merged(kept));
    }

    private static void addClipped(List<Range> kept, Range range, int low, int high) {
        int from = Math.max(range.low, low);
        int to = Math.min(range.high, high);
        if (from <= to) {
            kept.add(new Range(from, to));
        }
    }

    private static List<Range> merged(List<Range> ranges) {
        List<Range> result = new ArrayList<>();
        for (Range range :
                ranges.stream().sorted(Comparator.comparingInt(Range::low)).toList()) {
            if (!result.isEmpty() && range.low <= result.getLast().high + 1) {
                Range last = result.removeLast();
                result.add(new Range(last.low, Math.max(last.high, range.high)));
            } else {
                result.add(range);
            }
        }
        return result;
    }

    CodePoints with(CodePoints other) {
        List<Range> all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        return new CodePoints(all);
    }

    CodePoints without(CodePoints other) {
        List<Range> left = new ArrayList<>();
        for (Range range : ranges) {
            int from = range.low;
            for (Range hole : other.ranges) {
                if (hole.high >= from && hole.low <= range.high) {
                    if (hole.low > from) {
                        left.add(new Range(from, hole.low - 1));
                    }
                    from = hole.high + 1;
                }
            }
            if (from <= range.high) {
                left.add(new Range(from, range.high));
            }
        }
        return new CodePoints(left);
    }

    CodePoints and(CodePoints other) {
        return without(ALL.without(other));
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    boolean contains(int codePoint) {
        return ranges.stream().anyMatch(r -> r.low <= codePoint && codePoint <= r.high);
    }

    /** Exactly one of the characters, in UTF-8. */
    Part utf8() {
        List<Part> parts = new ArrayList<>();
        long[] ascii = new long[4];
        for (Range range : ranges) {
            int from = range.low;
            for (int limit : UTF8_LIMITS) {
                if (from <= range.high && from <= limit) {
                    addEncoded(parts, ascii, from, Math.min(range.high, limit));
                    from = Math.max(from, limit + 1);
                }
            }
        }
        if ((ascii[0] | ascii[1]) != 0) {
            parts.addFirst(new Part.Bytes(ascii));
        }
        return Parts.choice(parts);
    }

    private static void addEncoded(List<Part> parts, long[] ascii, int low, int high) {
        if (high <= 0x7F) {
            for (int c = low; c <= high; c++) {
                ascii[c >> 6] |= 1L << c;
            }
            return;
        }
        int length = high <= 0x7FF ? 2 : high <= 0xFFFF ? 3 : 4;
        addRanges(parts, low, high, length);
    }

    /** Splits a range until its low and high end differ in whole trailing bytes only. */
    private static void addRanges(List<Part> parts, int low, int high, int length) {
        for (int i = 1; i < length; i++) {
            int mask = (1 << 6 * i) - 1;
            if ((low & ~mask) != (high & ~mask)) {
                if ((low & mask) != 0) {
                    addRanges(parts, low, low | mask, length);
                    addRanges(parts, (low | mask) + 1, high, length);
                    return;
                }
                if ((high & mask) != mask) {
                    addRanges(parts, low, (high & ~mask) - 1, length);
                    addRanges(parts, high & ~mask, high, length);
                    return;
                }
            }
        }
        List<Part> bytes = new ArrayList<>();
        for (int i = length - 1; i >= 0; i--) {
            bytes.add(Part.Bytes.range(byteAt(low, i, length), byteAt(high, i, length)));
        }
        parts.add(new Part.Sequence(bytes));
    }

    /** The byte {@code i} places before the last of a character's encoding. */
    private static int byteAt(int codePoint, int i, int length) {
        int bits = codePoint >> 6 * i;
        if (i < length - 1) {
            return 0x80 | bits & 0x3F;
        }
        return switch (length) {
            case 2 -> 0xC0 | bits;
            case 3 -> 0xE0 | bits;
            default -> 0xF0 | bits;
        };
    }
}
