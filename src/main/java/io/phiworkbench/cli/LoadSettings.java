package io.phiworkbench.cli;

import io.phiworkbench.inference.LoadOptions;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How to load a model. */
final class LoadSettings {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

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

    LoadOptions options() {
        return new LoadOptions(precision, device, positive("--threads", threads), positive("--context", context));
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
