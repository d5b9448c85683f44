package io.phiworkbench.cli;

import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.inference.ModelLoader;
import io.phiworkbench.inference.remote.RemoteModels;
import java.util.function.Supplier;

/**
 * What the commands work with.
 *
 * @param loader asked for only by commands that load a model: the engine behind it takes long to start
 * @param remote the user's remote models
 */
record Services(Console console, Interrupts interrupts, Supplier<ModelLoader> loader, Supplier<RemoteModels> remote) {

    /** With the remote models of the user that runs this process. */
    Services(Console console, Interrupts interrupts, Supplier<ModelLoader> loader) {
        this(
                console,
                interrupts,
                loader,
                () -> RemoteModels.in(DataFolder.ofUser().root()));
    }
}
