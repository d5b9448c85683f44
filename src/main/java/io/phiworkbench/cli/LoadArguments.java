package io.phiworkbench.cli;

import io.phiworkbench.inference.LoadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which model, and how to load it. */
final class LoadArguments {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "Checkpoint folder, or the name of a model that came with the program (phi-demo).")
    private String model;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "Precision of the weights: auto (default), fp32, bf16, fp16, int8.")
    private LoadOptions.Precision precision = LoadOptions.Precision.AUTO;

    @Option(names = "--device", paramLabel = "D", description = "Where to run: auto (default), cpu, cuda.")
    private LoadOptions.DeviceChoice device = LoadOptions.DeviceChoice.AUTO;

    @Option(names = "--threads", paramLabel = "N", description = "CPU threads (default: one a physical core).")
    private Integer threads;

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "Most tokens of prompt and answer together (default: the model's own limit).")
    private Integer context;

    /** The folder; not checked beyond finding the models that came with the program. */
    Path folder() {
        return folder(model);
    }

    LoadOptions options() {
        return new LoadOptions(precision, device, positive("--threads", threads), positive("--context", context));
    }

    /** A path as it is, or a bundled model's folder if there is no such path and the name is one of theirs. */
    static Path folder(String model) {
        Path path = Path.of(model);
        String home = System.getProperty("phi.home");
        if (!Files.exists(path) && home != null && path.getNameCount() == 1) {
            Path bundled = Path.of(home, "assets", "models", model);
            if (Files.isDirectory(bundled)) {
                return bundled;
            }
        }
        return path;
    }

    private OptionalInt positive(String option, Integer value) {
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value < 1) {
            throw new ParameterException(command.commandLine(), option + " must be at least 1, not " + value);
        }
        return OptionalInt.of(value);
    }
}
