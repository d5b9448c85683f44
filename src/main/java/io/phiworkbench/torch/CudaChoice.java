package io.phiworkbench.torch;

import io.phiworkbench.cuda.CudaBuild;
import io.phiworkbench.cuda.CudaFolder;
import io.phiworkbench.cuda.CudaTrial;
import io.phiworkbench.cuda.Graphics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which libtorch this process loads: CUDA's where the user fetched it and it works here, else the one for processors
 * that comes with the program. A process can load one of them once, and a library that does not fit may end it: so
 * CUDA's is tried in another process first.
 *
 * @param library folder of CUDA's; empty for the processors'
 * @param reason why no card is used, for the user; empty where one is
 */
record CudaChoice(Optional<Path> library, String reason) {
    private static final Logger LOG = LoggerFactory.getLogger(CudaChoice.class);
    static final String NO_CARD = "PyTorch finds no CUDA device";

    /** Tries a folder of libraries in another process. */
    interface Trial {
        /** @return why it does not work; empty if it does */
        Optional<String> of(Path library) throws IOException;
    }

    /** The choice of this user and machine. A library that the user names stays the user's choice. */
    static CudaChoice ofUser() {
        if (NamedLibrary.byUser()) {
            return new CudaChoice(Optional.empty(), NO_CARD);
        }
        return CudaFolder.ofUser()
                .map(folder -> of(folder, Graphics::find, CudaTrialProcess::run))
                .orElse(new CudaChoice(Optional.empty(), NO_CARD));
    }

    static CudaChoice of(CudaFolder folder, Supplier<Graphics> graphics, Trial trial) {
        if (!Files.isDirectory(folder.library())) {
            return processor(
                    graphics.get() instanceof Graphics.Usable
                            ? "an NVIDIA card is there, but CUDA support is not installed"
                            : NO_CARD);
        }
        if (!folder.isInstalled()) {
            return processor("CUDA support is damaged; fetch it again (phi cuda install)");
        }
        return switch (graphics.get()) {
            case Graphics.None _ -> processor("CUDA support is here, but no NVIDIA graphics card answers");
            case Graphics.Unusable(String reason) -> processor(reason);
            case Graphics.Usable usable -> tried(folder, key(folder, usable), trial);
        };
    }

    private static CudaChoice tried(CudaFolder folder, String key, Trial trial) {
        Optional<CudaTrial> known = CudaTrial.read(folder).filter(t -> t.key().equals(key));
        return known.map(t -> outcome(folder, t)).orElseGet(() -> tryNow(folder, key, trial));
    }

    private static CudaChoice tryNow(CudaFolder folder, String key, Trial trial) {
        try {
            Optional<String> failure = trial.of(folder.library());
            CudaTrial outcome = new CudaTrial(key, failure.isEmpty(), failure.orElse(""));
            outcome.write(folder);
            return outcome(folder, outcome);
        } catch (IOException e) {
            return processor("CUDA support could not be tried (" + e.getMessage() + ")");
        }
    }

    private static CudaChoice outcome(CudaFolder folder, CudaTrial trial) {
        return trial.works()
                ? new CudaChoice(Optional.of(folder.library()), "")
                : processor("CUDA support does not work here: " + trial.reason());
    }

    private static CudaChoice processor(String reason) {
        return new CudaChoice(Optional.empty(), reason);
    }

    private static String key(CudaFolder folder, Graphics.Usable cards) {
        return CudaBuild.VERSION + " " + folder.installedAt() + " " + cards.key();
    }

    /** What the trial found working did not load: the next start goes without it. */
    static void failed(String reason) {
        CudaFolder.ofUser()
                .ifPresent(folder -> CudaTrial.read(folder).ifPresent(trial -> {
                    try {
                        new CudaTrial(trial.key(), false, reason).write(folder);
                    } catch (IOException e) {
                        LOG.warn("The outcome of loading CUDA's library could not be kept", e);
                    }
                }));
    }
}
