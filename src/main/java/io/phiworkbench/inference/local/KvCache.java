package io.phiworkbench.inference.local;

import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchValue;

/**
 * Keys and values of one session, written in place and growing in steps. A layer has two tensors, whose layout is the
 * graph's affair ({@code decoder.torchscript}). Owns native memory; used on the inference thread.
 */
final class KvCache implements AutoCloseable {
    /** Tokens by which a cache grows at least; beyond, by a quarter, so that long contexts copy seldom. */
    private static final int STEP = 512;

    private final TorchModule graph;
    private final TorchValue tensors;
    private final long bytesPerToken;
    private final int limit;
    private int capacity;

    /**
     * @param graph the decoder's, whose methods allocate
     * @param like a tensor on the device where the cache shall be
     * @param limit most tokens this cache will ever hold
     */
    KvCache(TorchModule graph, TorchValue like, int layers, TorchType type, long bytesPerToken, int limit) {
        this.graph = graph;
        this.bytesPerToken = bytesPerToken;
        this.limit = limit;
        this.capacity = Math.min(STEP, limit);
        this.tensors = graph.run("new_cache", layers, capacity, type.code(), like);
    }

    /** Makes room for {@code tokens}, keeping the first {@code used}. */
    void reserve(int tokens, int used) {
        if (tokens <= capacity) {
            return;
        }
        int wanted = Math.max(tokens, capacity + Math.max(STEP, capacity / 4));
        int grown = Math.min(limit, (wanted + STEP - 1) / STEP * STEP);
        graph.execute("grow_cache", tensors, grown, used);
        capacity = grown;
    }

    TorchValue tensors() {
        return tensors;
    }

    long bytes() {
        return capacity * bytesPerToken;
    }

    @Override
    public void close() {
        tensors.close();
    }
}
