package io.phiworkbench.models.cuda;

import io.phiworkbench.cuda.Graphics;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a machine has to compute with. Both take time: not for the FX thread.
 *
 * @param graphics looks for cards
 * @param support empty where PyTorch has no library with CUDA; may throw when asked for
 */
public record CudaMachine(Supplier<Graphics> graphics, Supplier<Optional<CudaSupport>> support) {
    public static CudaMachine real() {
        return new CudaMachine(Graphics::find, CudaSupport::ofUser);
    }
}
