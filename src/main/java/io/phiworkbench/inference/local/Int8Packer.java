package io.phiworkbench.inference.local;

import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import java.util.Set;

/**
 * Quantises matrices to int8 with one scale an output channel and lays them out as oneDNN wants them. Owns native
 * memory; used on the inference thread.
 */
final class Int8Packer implements AutoCloseable {
    private static final Set<String> PROCESSORS = Set.of("amd64", "x86_64");

    private final TorchModule module;

    Int8Packer() {
        module = TorchModule.compile(new TorchScriptArchive(
                "Int8Packer", TorchScriptArchive.resource(Int8Packer.class, "int8_packer.torchscript")));
    }

    /** Whether libtorch has oneDNN's int8 products on this processor. */
    static boolean supported() {
        return PROCESSORS.contains(System.getProperty("os.arch"));
    }

    /** Bytes of a packed matrix: an element each, and scale and zero point of each row. */
    static long bytes(long rows, long columns) {
        return rows * (columns + 8);
    }

    /**
     * @param matrix [out, in] of any float type; stays the caller's
     * @return what the graph takes as a matrix; the caller's to close
     */
    TorchValue pack(TorchValue matrix) {
        return module.run("pack", matrix);
    }

    @Override
    public void close() {
        module.close();
    }
}
