package io.phiworkbench.inference.local;

import io.phiworkbench.inference.local.TokenSequence.PictureSpan;
import io.phiworkbench.torch.TorchValue;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * One conversation's computed state: a key/value cache and the tokens it was computed from. Owns native memory; used on
 * the inference thread.
 */
final class Session implements AutoCloseable {
    private final Decoder decoder;
    private final KvCache cache;
    private TokenSequence computed = new TokenSequence();
    private boolean longFactors;

    Session(Decoder decoder, int contextLength) {
        this.decoder = decoder;
        this.cache = decoder.newCache(contextLength);
    }

    /** How many tokens of {@code prompt} are already computed with these factors. */
    int reusable(TokenSequence prompt, boolean withLongFactors) {
        return withLongFactors == longFactors ? computed.commonPrefix(prompt) : 0;
    }

    /** Tokens in the cache. */
    int length() {
        return computed.length();
    }

    boolean longFactors() {
        return longFactors;
    }

    long cacheBytes() {
        return cache.bytes();
    }

    /** Forgets everything from position {@code length} on. */
    void truncate(int length) {
        computed.truncate(length);
    }

    /**
     * Computes what is new of {@code prompt}, in chunks, at least its last token.
     *
     * @param chunk most tokens a call
     * @param progress told the number of tokens that are done after each chunk, reused ones included
     * @param rows how many of the last tokens logits are returned for
     * @return logits of the last {@code rows} tokens, row-major
     * @throws CancellationException when cancelled between two chunks; what was computed stays usable
     */
    float[] prefill(
            TokenSequence prompt,
            boolean withLongFactors,
            int chunk,
            int rows,
            IntConsumer progress,
            BooleanSupplier cancelled) {
        int start = Math.min(reusable(prompt, withLongFactors), prompt.length() - rows);
        computed.truncate(start);
        longFactors = withLongFactors;
        float[] logits = {};
        while (start < prompt.length()) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("prefill");
            }
            int end = chunkEnd(start, prompt.length(), chunk, rows);
            int wanted = end == prompt.length() ? rows : 0;
            cache.reserve(end, start);
            try (TorchValue embedded = embed(prompt, start, end)) {
                logits = decoder.forward(embedded, start, wanted, longFactors, cache);
            }
            computed.appendKeys(prompt, start, end);
            start = end;
            progress.accept(end);
        }
        return logits;
    }

    /** The rows that logits are wanted for have to be in the last chunk. */
    private static int chunkEnd(int start, int length, int chunk, int rows) {
        int end = Math.min(length, start + chunk);
        return length - end > 0 && length - end < rows ? Math.max(length - rows, start + 1) : end;
    }

    private TorchValue embed(TokenSequence prompt, int start, int end) {
        TorchValue embedded = decoder.embed(prompt.embeddingIds(start, end));
        try {
            for (PictureSpan span : prompt.pictures()) {
                int from = Math.max(start, span.start());
                int to = Math.min(end, span.end());
                if (from < to) {
                    decoder.place(embedded, span.picture().features(), from - start, from - span.start(), to - from);
                }
            }
            return embedded;
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    /**
     * Runs the last token of {@code text} and proposed ones after it.
     *
     * @param text all tokens so far; all but the last are computed
     * @param draft proposals for the next tokens, may be empty
     * @return logits after the last token and after each proposal, row-major
     */
    float[] step(TokenSequence text, int[] draft) {
        int start = text.length() - 1;
        if (computed.length() != start) {
            throw new IllegalStateException(computed.length() + " tokens are computed, not " + start);
        }
        long[] ids = new long[1 + draft.length];
        ids[0] = text.id(start);
        for (int i = 0; i < draft.length; i++) {
            ids[1 + i] = draft[i];
        }
        cache.reserve(start + ids.length, start);
        float[] logits = decoder.step(ids, start, ids.length, longFactors, cache);
        for (long id : ids) {
            computed.append((int) id);
        }
        return logits;
    }

    @Override
    public void close() {
        cache.close();
    }
}
