package io.phiworkbench.cli;

import io.phiworkbench.cuda.Graphics;
import io.phiworkbench.models.cuda.CudaSupport;
import io.phiworkbench.torch.TorchRuntime;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What this machine has to compute with.
 *
 * @param graphics looks for cards
 * @param support empty where PyTorch has no library with CUDA; may throw when asked for
 * @param trial loads PyTorch and tells why no card is used; empty if one is
 */
record CudaPlace(Supplier<Graphics> graphics, Supplier<Optional<CudaSupport>> support, Supplier<String> trial) {
    static final String NO_LIBRARY = "PyTorch has no library with CUDA for this system ("
            + System.getProperty("os.name") + ", " + System.getProperty("os.arch") + ")";

    static CudaPlace ofMachine() {
        return new CudaPlace(Graphics::find, CudaSupport::ofUser, TorchRuntime::withoutCuda);
    }

    /** @throws BadInputException where PyTorch has no library with CUDA */
    CudaSupport required() {
        return support.get().orElseThrow(() -> new BadInputException(NO_LIBRARY));
    }
}
