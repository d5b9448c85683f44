package io.phiworkbench.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.phiworkbench.cuda.Graphics;
import io.phiworkbench.failure.Failure;
import java.util.Optional;

/** The one libtorch of this process: loaded at first use, with its threads and devices. */
public final class TorchRuntime {
    private static final String ENGINE = "PyTorch";

    private TorchRuntime() {}

    /**
     * Loads libtorch if that has not happened; several seconds the first time on a machine, while it is unpacked.
     *
     * @throws TorchException if it cannot be loaded here
     */
    public static void load() {
        try {
            Loaded.ENGINE_INSTANCE.getVersion();
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof TorchException known) {
                throw known;
            }
            throw new TorchException(
                    "PyTorch's native library cannot be loaded: " + cause.getMessage()
                            + "; it needs 64-bit Linux, Windows or macOS and a writable folder ~/.djl.ai (or"
                            + " DJL_CACHE_DIR)",
                    cause);
        }
    }

    /** libtorch's version, such as {@code 2.7.1}. */
    public static String version() {
        load();
        return Loaded.ENGINE_INSTANCE.getVersion();
    }

    /**
     * Number of CUDA devices that this libtorch can use; 0 with the CPU build. DJL would count with CUDA's toolkit, which
     * most machines with a card do not have; so the driver is asked.
     */
    public static int cudaDevices() {
        load();
        return Loaded.ENGINE_INSTANCE.hasCapability(StandardCapabilities.CUDA)
                        && Graphics.find() instanceof Graphics.Usable usable
                ? usable.cards().size()
                : 0;
    }
    /** Why no CUDA device is used; absent where one can be. */
    public static Optional<Failure> withoutCuda() {
        load();
        return cudaDevices() > 0 ? Optional.empty() : Loaded.CHOICE.reason().or(() -> Optional.of(CudaChoice.NO_CARD));
    }

    /**
     * Prepares the calling thread for running graphs. The graph optimiser's setting belongs to a thread; it is off,
     * since its profiling runs cost seconds and gained nothing in measurements.
     *
     * @param threads threads of one operator
     */
    public static void prepareThread(int threads) {
        load();
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setNumThreads(threads);
    }

    static PtNDManager manager() {
        load();
        return Loaded.MANAGER;
    }

    private static final class Loaded {
        static final CudaChoice CHOICE;
        static final Engine ENGINE_INSTANCE;
        static final PtNDManager MANAGER;

        static {
            System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
            LargePages.ask();
            CHOICE = CudaChoice.ofUser();
            CHOICE.library().ifPresent(NamedLibrary::use);
            NamedLibrary.prepare();
            ENGINE_INSTANCE = engine();
            MANAGER = (PtNDManager) NDManager.newBaseManager(Device.cpu(), ENGINE);
        }

        /** libtorch is loaded once a process, so that there is no way back to the other one but a new start. */
        private static Engine engine() {
            try {
                return Engine.getEngine(ENGINE);
            } catch (EngineException | LinkageError e) {
                CHOICE.library().ifPresent(library -> {
                    String why = CudaTrialProgram.oneLine(e);
                    CudaChoice.failed(why);
                    throw new TorchException(
                            "PyTorch with CUDA cannot be loaded from " + library + " (" + why
                                    + "): start the program again, it will use the processor; phi cuda remove"
                                    + " deletes it",
                            e);
                });
                throw e;
            }
        }
    }
}
