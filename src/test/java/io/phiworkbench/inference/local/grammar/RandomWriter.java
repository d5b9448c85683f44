package io.phiworkbench.inference.local.grammar;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Random;

/** Writes outputs by drawing among all allowed tokens, the worst model that there can be. */
final class RandomWriter {
    private final byte[][] vocabulary;
    private final int end;
    private final Random random;

    RandomWriter(byte[][] vocabulary, int end, long seed) {
        this.vocabulary = vocabulary;
        this.end = end;
        this.random = new Random(seed);
    }

    /** The text of at most {@code limit} tokens; an {@link AssertionError} if it is not complete or no UTF-8. */
    String write(OutputConstraint constraint, int limit) {
        var bytes = new ByteArrayOutputStream();
        for (int remaining = limit; remaining > 0; remaining--) {
            int[] allowed =
                    BitSet.valueOf(constraint.allowed(remaining)).stream().toArray();
            if (allowed.length == 0) {
                throw new AssertionError("nothing is allowed after " + bytes + " with " + remaining + " left");
            }
            int id = allowed[random.nextInt(allowed.length)];
            if (id == end) {
                return text(bytes);
            }
            bytes.writeBytes(vocabulary[id]);
            constraint.accept(id);
            if (constraint.closed()) {
                return text(bytes);
            }
        }
        if (!constraint.complete()) {
            throw new AssertionError("not complete after all tokens: " + bytes);
        }
        return text(bytes);
    }

    private static String text(ByteArrayOutputStream bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8: " + bytes, e);
        }
    }
}
