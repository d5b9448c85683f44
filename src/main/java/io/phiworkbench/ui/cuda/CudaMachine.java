package io.phiworkbench.ui.cuda;

import io.phiworkbench.cuda.Graphics;
import io.phiworkbench.models.cuda.CudaSupport;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the machine has. Both take time: for the background.
 *
 * @param graphics looks for cards
 * @param support empty where PyTorch has no library with CUDA; may throw when asked for
 */
public record CudaMachine(Supplier<Graphics> graphics, Supplier<Optional<CudaSupport>> support) {
    public static CudaMachine real() {
        return new CudaMachine(Graphics::find, CudaSupport::ofUser);
    }
}
