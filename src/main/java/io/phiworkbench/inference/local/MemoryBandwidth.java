package io.phiworkbench.inference.local;

import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;

/**
 * Reads a buffer far larger than any cache with libtorch's own threads: the speed that decoding, which reads all weights
 * once a token, cannot exceed. Owns native memory; used on the inference thread.
 */
final class MemoryBandwidth implements AutoCloseable {
    private static final long ELEMENTS = 1L << 27;
    private static final int PASSES = 12;

    private final TorchModule module = TorchModule.compile(new TorchScriptArchive(
            "Benchmark",
            TorchScriptArchive.resource(MemoryBandwidth.class, "benchmark.torchscript")
                    .replace("Self", "__torch__.Benchmark")));

    /** The best of a few passes over 512 MiB: servers have caches of half of that, which read twice as fast. */
    double gigabytesPerSecond() {
        try (TorchValue buffer = module.run("ones", ELEMENTS)) {
            double best = 0;
            for (int i = 0; i < PASSES; i++) {
                long start = System.nanoTime();
                module.execute("read", buffer);
                best = Math.max(best, 4.0 * ELEMENTS / (System.nanoTime() - start));
            }
            return best;
        }
    }

    @Override
    public void close() {
        module.close();
    }
}
