package io.phiworkbench.cli;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.models.cuda.CudaMachine;
import io.phiworkbench.models.cuda.CudaSupport;
import io.phiworkbench.torch.TorchRuntime;
import java.util.function.Supplier;

/**
 * What this machine has to compute with.
 *
 * @param trial loads PyTorch and tells why no card is used; empty if one is
 */
record CudaPlace(CudaMachine machine, Supplier<String> trial) {
    static final String NO_LIBRARY = "PyTorch has no library with CUDA for this system ("
            + System.getProperty("os.name") + ", " + System.getProperty("os.arch") + ")";

    static CudaPlace ofMachine() {
        return new CudaPlace(
                CudaMachine.real(),
                () -> TorchRuntime.withoutCuda().map(Failure::english).orElse(""));
    }

    /** @throws BadInputException where PyTorch has no library with CUDA */
    CudaSupport required() {
        return machine.support().get().orElseThrow(() -> new BadInputException(NO_LIBRARY));
    }
}
