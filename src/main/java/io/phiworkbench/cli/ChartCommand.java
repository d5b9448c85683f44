package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.analysis.Chart;
import io.phiworkbench.analysis.ChartAnswer;
import io.phiworkbench.analysis.ChartFiles;
import io.phiworkbench.analysis.ChartReader;
import io.phiworkbench.analysis.ChartReading;
import io.phiworkbench.analysis.ChartType;
import io.phiworkbench.analysis.SourcePage;
import io.phiworkbench.failure.FileFault;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.ImageInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a chart's numbers. */
@Command(
        name = "chart",
        description = "Read the numbers of a chart picture, print them as CSV, draw it again, answer a question.")
final class ChartCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec command;

    @Mixin
    private CommonOptions common;

    @Mixin
    private LoadArguments load;

    @Parameters(index = "1", paramLabel = "FILE", description = "A picture, or one page of a PDF: report.pdf[3].")
    private String file;

    @Option(names = "--type", paramLabel = "T", description = "Draw it as bar, line, pie or scatter.")
    private ChartType type;

    @Option(names = "--ask", paramLabel = "QUESTION", description = "A question about the chart.")
    private String question;

    @Mixin
    private CropArguments crops;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write the chart as .csv, .json, .png or .svg; repeatable.")
    private List<Path> out = List.of();

    ChartCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        out.forEach(this::kind);
        if (question != null && question.isBlank()) {
            throw new ParameterException(command.commandLine(), "--ask needs a question");
        }
        out.forEach(OutputFile::requireWritable);
        return AnalysisCalls.of(this::read, services);
    }

    private ChartFiles kind(Path target) {
        for (ChartFiles kind : ChartFiles.values()) {
            if (target.toString().toLowerCase(Locale.ROOT).endsWith("." + kind.extension())) {
                return kind;
            }
        }
        throw new ParameterException(
                command.commandLine(), target + ": a chart is written as .csv, .json, .png or .svg");
    }

    private int read() {
        SourcePage page = page();
        try (ChatModel model = ModelSession.open(services, load.model(), load.options(), common.quiet)) {
            ImageInput picture = page.read(
                    model.description(),
                    crops.most().orElse(Math.max(1, model.description().defaultCropsSingle())));
            var reader = new ChartReader(model, load.prompts(), crops.most());
            return switch (reader.read(picture, _ -> {})) {
                case ChartReading.Read read -> finish(read.chart(), reader, picture);
                case ChartReading.NotATable no -> refuse(page, no);
            };
        }
    }

    private int refuse(SourcePage page, ChartReading.NotATable no) {
        services.console().out().println(no.answer());
        if (no.isNoChart()) {
            services.console()
                    .err()
                    .println("phi: " + page.name() + ": no chart was found; what the model says instead of a table"
                            + " stands above");
            return ExitCode.INPUT;
        }
        services.console()
                .err()
                .println("phi: " + page.name() + ": no table was read ("
                        + no.fault().english() + ")" + (no.attempts() > 1 ? ", also when asked again" : "")
                        + "; the answer stands above as it is");
        return ExitCode.GENERATION;
    }

    private SourcePage page() {
        MediaItem.Pdf named = MediaItem.Pdf.parse(file);
        List<SourcePage> pages = SourcePage.of(named.file(), named.pages());
        if (pages.size() != 1) {
            throw new BadInputException(file + ": has " + pages.size() + " pages; name one, such as " + file + "[1]");
        }
        return pages.getFirst();
    }

    private int finish(Chart read, ChartReader reader, ImageInput picture) {
        Chart chart = type == null ? read : read.withType(type);
        if (question == null) {
            services.console()
                    .out()
                    .print(
                            common.json
                                    ? AnalysisCalls.oneLine(ChartFiles.JSON.bytes(chart)) + "\n"
                                    : chart.table().csv());
        } else {
            print(reader.ask(picture, chart, question, _ -> {}));
        }
        services.console().out().flush();
        // Last, so that a disk that is full by now takes nothing from what was read.
        out.forEach(target -> write(target, kind(target).bytes(chart)));
        return ExitCode.OK;
    }

    private void print(ChartAnswer answer) {
        if (common.json) {
            ObjectNode json = new ObjectMapper().valueToTree(answer);
            services.console().out().println(json);
            return;
        }
        services.console().out().println(answer.answer());
        answer.used()
                .forEach(used -> services.console()
                        .out()
                        .println("  " + used.category() + ", " + used.series() + ": " + used.value()));
        if (!answer.unknown().isEmpty()) {
            services.console().out().println("  not in the table: " + String.join(", ", answer.unknown()));
        }
    }

    private static void write(Path target, byte[] content) {
        try {
            Files.write(target, content);
        } catch (IOException e) {
            throw new BadInputException(
                    target + ": cannot be written (" + FileFault.cause(e) + "); choose another place", e);
        }
    }
}
