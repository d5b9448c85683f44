package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.local.ModelShape;
import io.phiworkbench.inference.local.QualityBenchmark;
import io.phiworkbench.inference.local.QualityReport;
import io.phiworkbench.inference.local.SpeedBenchmark;
import io.phiworkbench.inference.local.SpeedReport;
import io.phiworkbench.inference.local.VisionBenchmark;
import io.phiworkbench.inference.local.VisionReport;
import io.phiworkbench.inference.local.VisionShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures speed, or what lower precisions cost in quality. */
@Command(
        name = "bench",
        description =
                "Measure speed and memory of a checkpoint or, with --shape, of random weights of a published shape;"
                        + " with --quality what bf16 and int8 cost against fp32.")
final class BenchCommand implements Callable<Integer> {
    private static final int QUALITY_POSITIONS = 256;

    private final Services services;

    @Spec
    private CommandSpec command;

    @Mixin
    private CommonOptions common;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "Checkpoint folder, or the name of a model that came with the program.")
    private String model;

    @Option(
            names = "--shape",
            paramLabel = "S",
            description =
                    "Random weights instead of a checkpoint: phi-3-mini, phi-3.5-mini, phi-3-medium, phi-3.5-vision, small"
                            + " and others.")
    private String shape;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "Precision of the weights: auto (default), fp32, bf16, fp16, int8.")
    private LoadOptions.Precision precision = LoadOptions.Precision.AUTO;

    @Option(names = "--threads", paramLabel = "N", description = "CPU threads (default: one a physical core).")
    private Integer threads;

    @Option(names = "--repetitions", paramLabel = "N", description = "Measurements of each figure (default: 3).")
    private int repetitions = 3;

    @Option(
            names = "--long",
            description = "Also the task of 2,500 prompt tokens and 200 new ones, which takes a minute and more.")
    private boolean longTask;

    @Option(
            names = "--quality",
            description = "Report KL divergence and top-1 agreement with fp32, also with planted outliers.")
    private boolean quality;

    @Option(
            names = "--constrained",
            description = "Measure instead what it costs to hold answers to JSON, a schema, a table, an expression.")
    private boolean constrained;

    @Option(
            names = "--tokenizer",
            paramLabel = "DIR",
            description = "With --constrained and --shape: a model folder whose tokenizer.json is used.")
    private Path tokenizer;

    @Option(
            names = "--vision",
            description = "Time to the first token of questions about a picture of 1,344 × 1,008 px; needs a model that"
                    + " reads pictures. Implied by --shape phi-3.5-vision.")
    private boolean vision;

    BenchCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        if ((model == null) == (shape == null)) {
            throw usage("either MODEL or --shape is needed");
        }
        if (repetitions < 1) {
            throw usage("--repetitions must be at least 1, not " + repetitions);
        }
        if (threads != null && threads < 1) {
            throw usage("--threads must be at least 1, not " + threads);
        }
        Optional<VisionShape> seeing = shape == null ? Optional.empty() : VisionShape.named(shape);
        if (vision || seeing.isPresent()) {
            VisionReport report = pictures(seeing);
            print(report, report.lines());
        } else if (quality) {
            QualityReport report = quality();
            print(report, report.lines());
        } else {
            SpeedReport report = speed();
            print(report, report.lines());
        }
        return ExitCode.OK;
    }

    private SpeedReport speed() {
        var settings = new SpeedBenchmark.Settings(repetitions, longTask, tokenizer());
        return shape == null
                ? SpeedBenchmark.of(folder(), options(), settings, progress())
                : SpeedBenchmark.of(shape(), options(), settings, progress());
    }

    private Optional<Path> tokenizer() {
        if (!constrained) {
            return Optional.empty();
        }
        if (tokenizer == null && model == null) {
            throw usage("--constrained with --shape needs --tokenizer DIR");
        }
        return Optional.of(tokenizer == null ? folder() : tokenizer);
    }

    private VisionReport pictures(Optional<VisionShape> seeing) {
        if (quality || longTask || constrained) {
            throw usage(
                    "--quality, --long and --constrained measure text; give the decoder's own shape, such as phi-3.5-mini");
        }
        var settings = VisionBenchmark.Settings.usual(repetitions);
        if (shape == null) {
            return VisionBenchmark.of(folder(), options(), settings, progress());
        }
        VisionShape chosen = seeing.orElseThrow(() -> usage(
                "the shape " + shape + " reads no pictures; there are " + String.join(", ", VisionShape.labels())));
        return VisionBenchmark.of(chosen, options(), settings, progress());
    }

    private QualityReport quality() {
        return shape == null
                ? QualityBenchmark.of(folder(), QUALITY_POSITIONS, options().threads(), progress())
                : QualityBenchmark.of(shape(), QUALITY_POSITIONS, options().threads(), progress());
    }

    private Path folder() {
        return UnknownModel.require(LoadArguments.folder(model));
    }

    private ModelShape shape() {
        try {
            return ModelShape.named(shape);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(),
                    e.getMessage() + "; with pictures " + String.join(", ", VisionShape.labels()),
                    e);
        }
    }

    private LoadOptions options() {
        return new LoadOptions(
                precision,
                LoadOptions.DeviceChoice.AUTO,
                threads == null ? OptionalInt.empty() : OptionalInt.of(threads),
                OptionalInt.empty());
    }

    private Consumer<String> progress() {
        return common.quiet || common.json ? _ -> {} : services.console().err()::println;
    }

    private void print(Object report, List<String> lines) {
        if (common.json) {
            ObjectNode json = new ObjectMapper().valueToTree(report);
            services.console().out().println(json);
        } else {
            lines.forEach(services.console().out()::println);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
