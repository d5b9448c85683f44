package io.phiworkbench.ui;

import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.ui.settings.WindowSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Which model answers after a start: the one that was asked for, else the one used last, local or remote, else the demo. */
final class FirstModel {
    private final Workbench workbench;

    FirstModel(Workbench workbench) {
        this.workbench = workbench;
    }

    /**
     * Begins to make it ready. On the FX thread.
     *
     * @param wanted folder that the command line names
     */
    void make(Optional<Path> wanted) {
        Optional<Path> local = wanted.or(() -> last().filter(Files::isDirectory));
        if (local.isPresent()) {
            workbench.models().load(local.get(), LoadOptions.auto());
            return;
        }
        last().filter(workbench.remote()::isRemote)
                .map(workbench.remote()::reconnect)
                .orElseGet(() -> CompletableFuture.completedFuture(false))
                .thenAccept(answers -> {
                    if (!answers) {
                        workbench.start().prepare();
                    }
                });
    }

    private Optional<Path> last() {
        WindowSettings settings = workbench.settings();
        return Optional.of(settings.lastModelProperty().get())
                .filter(last -> settings.loadLastModelProperty().get() && !last.isBlank())
                .map(Path::of);
    }
}
