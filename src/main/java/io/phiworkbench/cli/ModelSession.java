package io.phiworkbench.cli;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadProgress;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.inference.ModelLoadException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Loads a model with its progress on standard error; Ctrl-C cancels the loading. */
final class ModelSession {
    private ModelSession() {}

    /**
     * @return the caller's to close
     * @throws ModelLoadException if it cannot be loaded
     * @throws CancelledException if the user ended it
     */
    static ChatModel open(Services services, Path folder, LoadOptions options, boolean quiet) {
        AtomicBoolean cancelled = new AtomicBoolean();
        try (ProgressLine progress = ProgressLine.on(services.console(), quiet);
                Interrupts.Scope _ = services.interrupts().during(() -> cancelled.set(true))) {
            progress.show("loading " + folder);
            ChatModel model =
                    services.loader().get().load(folder, options, p -> progress.show(line(p)), cancelled::get);
            progress.clear();
            if (!quiet) {
                services.console().err().println(line(model.description()));
            }
            return model;
        } catch (ModelLoadException e) {
            if (cancelled.get()) {
                throw new CancelledException();
            }
            throw e;
        }
    }

    private static String line(LoadProgress progress) {
        return progress.totalBytes() <= 0
                ? progress.step()
                : progress.step() + " " + progress.doneBytes() * 100 / progress.totalBytes() + " % of "
                        + Figures.bytes(progress.totalBytes());
    }

    /** The model, how and where it runs and why there. */
    private static String line(ModelDescription model) {
        return model.name() + ": " + model.deviceReason();
    }
}
