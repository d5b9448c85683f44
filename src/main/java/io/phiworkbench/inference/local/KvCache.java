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
    private final int limit;
    private int capacity;
    private long bytes;

    /**
     * @param graph the decoder's, whose methods allocate
     * @param like a tensor on the device where the cache shall be
     * @param limit most tokens this cache will ever hold
     */
    KvCache(TorchModule graph, TorchValue like, int layers, TorchType type, int limit) {
        this.graph = graph;
        this.limit = limit;
        this.capacity = Math.min(STEP, limit);
        this.tensors = graph.run("new_cache", layers, capacity, type.code(), like);
        this.bytes = counted();
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
        bytes = counted();
    }

    private long counted() {
        try (TorchValue counted = graph.run("cache_bytes", tensors)) {
            return counted.toLong();
        }
    }

    TorchValue tensors() {
        return tensors;
    }

    /** What is allocated, whole blocks of tokens where the layout has such. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        tensors.close();
    }
}
