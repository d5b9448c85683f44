package io.phiworkbench.cli;

import io.phiworkbench.analysis.ModelPrompts;
import io.phiworkbench.inference.LoadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which model, and how to load it. */
final class LoadArguments {
    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description =
                    "Checkpoint folder, the name of a model that came with the program (phi-demo), or where the command"
                            + " allows it remote:NAME.")
    private String model;

    @Mixin
    private LoadSettings settings;

    /** As given: a folder, a name, or {@code remote:NAME}. */
    String model() {
        return model;
    }

    /**
     * The words in which this model is asked to read pictures.
     *
     * @throws io.phiworkbench.analysis.AnalysisException if its folder has a file for them that is not understood
     */
    ModelPrompts prompts() {
        return ModelSession.isRemote(model) ? ModelPrompts.usual() : ModelPrompts.of(folder());
    }

    /** The folder; not checked beyond finding the models that came with the program. */
    Path folder() {
        return folder(model);
    }

    LoadOptions options() {
        return settings.options();
    }

    /**
     * A path as it is; if there is no such path, the folder of the model that came with the program or was downloaded
     * under this name.
     */
    static Path folder(String model) {
        Path path = Path.of(model);
        String home = System.getProperty("phi.home");
        if (!Files.exists(path) && home != null && path.getNameCount() == 1) {
            Path bundled = Path.of(home, "assets", "models", model);
            if (Files.isDirectory(bundled)) {
                return bundled;
            }
        }
        return Files.exists(path) ? path : ModelStore.ofUser().folder(model).orElse(path);
    }
}
