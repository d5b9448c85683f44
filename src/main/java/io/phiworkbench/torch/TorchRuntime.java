package io.phiworkbench.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;

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

    /** Number of CUDA devices that this libtorch can use; 0 with the CPU build. */
    public static int cudaDevices() {
        load();
        return Loaded.ENGINE_INSTANCE.getGpuCount();
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

    static Device device(TorchDevice device) {
        return device.isCuda() ? Device.gpu(device.index()) : Device.cpu();
    }

    private static final class Loaded {
        static final Engine ENGINE_INSTANCE;
        static final PtNDManager MANAGER;

        static {
            System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
            LargePages.ask();
            ENGINE_INSTANCE = Engine.getEngine(ENGINE);
            MANAGER = (PtNDManager) NDManager.newBaseManager(Device.cpu(), ENGINE);
        }
    }
}
