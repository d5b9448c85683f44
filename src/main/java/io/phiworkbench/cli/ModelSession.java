package io.phiworkbench.cli;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadProgress;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.remote.Endpoint;
import io.phiworkbench.inference.remote.RemoteException;
import io.phiworkbench.inference.remote.RemoteModels;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Loads a model with its progress on standard error; Ctrl-C cancels the loading. */
final class ModelSession {
    private static final String REMOTE = "remote:";

    private ModelSession() {}

    /** Whether the user names a remote model. */
    static boolean isRemote(String model) {
        return model.startsWith(REMOTE);
    }

    /**
     * Opens what the user named: a remote model, or a folder as the other method does.
     *
     * @return the caller's to close
     * @throws ModelLoadException if it cannot be opened
     * @throws CancelledException if the user ended it
     */
    static ChatModel open(Services services, String model, LoadOptions options, boolean quiet) {
        if (!isRemote(model)) {
            return open(services, LoadArguments.folder(model), options, quiet);
        }
        String name = model.substring(REMOTE.length());
        try {
            RemoteModels all = services.remote().get();
            Endpoint endpoint = all.find(name)
                    .orElseThrow(() -> new ModelLoadException("there is no remote model '" + name
                            + "'; 'phi remote list' shows those there are, 'phi remote add' adds one"));
            if (!quiet) {
                services.console()
                        .err()
                        .println(name + ": " + endpoint.model() + " at " + endpoint.baseUrl()
                                + (endpoint.leavesMachine() ? "; what you send leaves this machine" : ""));
            }
            return all.connect(endpoint);
        } catch (RemoteException e) {
            throw new ModelLoadException(Failure.of(e), e);
        }
    }

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
            throw UnknownModel.explain(folder, e);
        }
    }

    private static String line(LoadProgress progress) {
        String step = switch (progress.step()) {
            case LOADING -> "loading " + progress.model();
            case KEEPING -> "keeping the int8 weights of " + progress.model() + " for the next time:";
        };
        return progress.totalBytes() <= 0
                ? step
                : step + " " + progress.doneBytes() * 100 / progress.totalBytes() + " % of "
                        + Figures.bytes(progress.totalBytes());
    }

    /** The model, how and where it runs and why there. */
    private static String line(ModelDescription model) {
        return model.name() + ": " + model.deviceReason();
    }
}
