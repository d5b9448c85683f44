package io.phiworkbench.inference.local;

import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The type that products with 16-bit matrices are computed in. Processors differ widely: with tiles for bfloat16 it is
 * many times as fast as float32, with its dot product alone half as fast or twice, without either far slower. So each is
 * tried once a process, which takes some 50 ms. Used on the inference thread.
 */
final class ProductType {
    private static final int ROWS = 512;
    private static final int WIDTH = 1024;
    private static final int TRIALS = 4;
    /** Widening costs memory and does not pay for a little. */
    private static final double WORTH_WIDENING = 1.25;

    private static final Map<TorchType, TorchType> FOUND = new ConcurrentHashMap<>();

    private ProductType() {}

    /** @param stored type of the matrices */
    static TorchType fastest(TorchType stored, TorchDevice device) {
        return stored == TorchType.FLOAT32 || device.isCuda()
                ? stored
                : FOUND.computeIfAbsent(stored, ProductType::tried);
    }

    private static TorchType tried(TorchType stored) {
        var archive = new TorchScriptArchive(
                "ProductTrial", TorchScriptArchive.resource(ProductType.class, "product_trial.torchscript"));
        try (TorchModule module = TorchModule.compile(archive);
                TorchValue rows = module.run("random", ROWS, WIDTH, TorchType.FLOAT32.code());
                TorchValue matrix = module.run("random", WIDTH, WIDTH, stored.code())) {
            long narrow = shortest(module, "narrow", rows, matrix);
            long widened = shortest(module, "widened", rows, matrix);
            return narrow > widened * WORTH_WIDENING ? TorchType.FLOAT32 : stored;
        }
    }

    private static long shortest(TorchModule module, String method, TorchValue rows, TorchValue matrix) {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < TRIALS; i++) {
            long start = System.nanoTime();
            module.execute(method, rows, matrix);
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        return shortest;
    }
}
