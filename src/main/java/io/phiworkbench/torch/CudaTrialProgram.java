package io.phiworkbench.torch;

/**
 * Loads the library that the environment names, multiplies on the first card and says what came of it. A process of its
 * own: what goes wrong in it may end it.
 */
public final class CudaTrialProgram {
    static final String WORKS = "works";
    static final String FAILED = "failed: ";
    private static final double EXPECTED = 64.0 * 64 * 64;

    private CudaTrialProgram() {}

    public static void main(String[] args) {
        System.out.println(outcome());
        System.out.flush();
        // Not through the libraries' own clean-up, which is not what is tried.
        Runtime.getRuntime().halt(0);
    }

    private static String outcome() {
        try {
            TorchRuntime.load();
            if (TorchRuntime.cudaDevices() == 0) {
                return FAILED + "PyTorch finds no card";
            }
            TorchRuntime.prepareThread(1);
            var archive = new TorchScriptArchive(
                    "CudaTrial", TorchScriptArchive.resource(CudaTrialProgram.class, "cuda_trial.torchscript"));
            try (TorchModule module = TorchModule.compile(archive);
                    TorchValue sum = module.run("product", 64)) {
                return sum.toDouble() == EXPECTED ? WORKS : FAILED + "it computes wrongly (" + sum.toDouble() + ")";
            }
        } catch (RuntimeException | LinkageError e) {
            return FAILED + oneLine(e);
        }
    }

    /** The first cause is the one that says which library is missing or does not fit. */
    static String oneLine(Throwable e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return String.valueOf(first.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
