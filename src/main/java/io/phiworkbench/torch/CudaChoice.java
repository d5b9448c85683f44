package io.phiworkbench.torch;

import io.phiworkbench.cuda.CudaBuild;
import io.phiworkbench.cuda.CudaFault;
import io.phiworkbench.cuda.CudaFolder;
import io.phiworkbench.cuda.CudaTrial;
import io.phiworkbench.cuda.Graphics;
import io.phiworkbench.failure.Failure;
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
 * @param reason why no card is used; absent where one is
 */
record CudaChoice(Optional<Path> library, Optional<Failure> reason) {
    private static final Logger LOG = LoggerFactory.getLogger(CudaChoice.class);
    static final Failure NO_CARD = Failure.of(CudaFault.NO_DEVICE);

    /** Tries a folder of libraries in another process. */
    interface Trial {
        /** @return why it does not work; empty if it does */
        Optional<String> of(Path library) throws IOException;
    }

    /** The choice of this user and machine. A library that the user names stays the user's choice. */
    static CudaChoice ofUser() {
        if (NamedLibrary.byUser()) {
            return processor(NO_CARD);
        }
        return CudaFolder.ofUser()
                .map(folder -> of(folder, Graphics::find, CudaTrialProcess::run))
                .orElse(processor(NO_CARD));
    }

    static CudaChoice of(CudaFolder folder, Supplier<Graphics> graphics, Trial trial) {
        if (!Files.isDirectory(folder.library())) {
            return processor(graphics.get() instanceof Graphics.Usable ? Failure.of(CudaFault.NOT_INSTALLED) : NO_CARD);
        }
        if (!folder.isInstalled()) {
            return processor(Failure.of(CudaFault.DAMAGED));
        }
        return switch (graphics.get()) {
            case Graphics.None _ -> processor(Failure.of(CudaFault.NO_CARD_ANSWERS));
            case Graphics.Unusable(Failure reason) -> processor(reason);
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
            return processor(Failure.of(CudaFault.NOT_TRIED, e.getMessage()));
        }
    }

    private static CudaChoice outcome(CudaFolder folder, CudaTrial trial) {
        return trial.works()
                ? new CudaChoice(Optional.of(folder.library()), Optional.empty())
                : processor(Failure.of(CudaFault.DOES_NOT_WORK, trial.reason()));
    }

    private static CudaChoice processor(Failure reason) {
        return new CudaChoice(Optional.empty(), Optional.of(reason));
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
