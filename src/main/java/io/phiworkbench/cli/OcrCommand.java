package io.phiworkbench.cli;

import io.phiworkbench.analysis.BatchEntry;
import io.phiworkbench.analysis.BatchSettings;
import io.phiworkbench.analysis.OcrBatch;
import io.phiworkbench.analysis.OcrDocument;
import io.phiworkbench.analysis.OcrExport;
import io.phiworkbench.analysis.OcrPreset;
import io.phiworkbench.analysis.OcrReader;
import io.phiworkbench.analysis.OcrText;
import io.phiworkbench.analysis.SourcePage;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.Refusal;
import io.phiworkbench.vision.Region;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads the text of pictures and PDF pages. */
@Command(
        name = "ocr",
        description = "Read the text of pictures and PDF pages: to standard output, or with --out as a batch into a"
                + " folder, which goes on where it was when it is started again.")
final class OcrCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec command;

    @Mixin
    private CommonOptions common;

    @Mixin
    private LoadArguments load;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Pictures, PDFs (report.pdf[1-3,7] for some pages) or folders of them.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--preset",
            paramLabel = "P",
            description = "plain (default), layout, markdown, key-value (JSON), table (CSV).")
    private String preset = OcrPreset.PLAIN.label();

    @Option(
            names = "--region",
            paramLabel = "X,Y,W,H",
            split = ",",
            description = "Read this part of one picture only, with more crops; in its pixels.")
    private List<Double> region;

    @Mixin
    private CropArguments crops;

    @Option(
            names = "--show-doubtful",
            description = "Mark words that the model is unsure of like [?this?] on standard output.")
    private boolean showDoubtful;

    @Option(names = "--out", paramLabel = "DIR", description = "Write results, journal and report.csv here.")
    private Path out;

    @Option(
            names = "--to",
            paramLabel = "KIND",
            split = ",",
            description = "With --out: kinds of files, of txt, md, json, csv, pdf (default: the preset's own).")
    private List<String> kinds = new ArrayList<>();

    @Option(names = "--retry-failed", description = "With --out: try files again that failed before.")
    private boolean retryFailed;

    OcrCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        OcrPreset chosen = parsed(() -> OcrPreset.named(preset), "--preset");
        if (region != null && region.size() != 4) {
            throw new ParameterException(command.commandLine(), "--region needs four numbers: X,Y,W,H");
        }
        return AnalysisCalls.of(() -> out == null ? print(chosen) : batch(chosen), services);
    }

    private <T> T parsed(Supplier<T> value, String option) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), option + ": " + e.getMessage(), e);
        }
    }

    private OcrReader reader(ChatModel model) {
        return new OcrReader(model, load.prompts(), crops.most());
    }

    private int print(OcrPreset chosen) {
        List<SourcePage> pages = pages();
        if (region != null && pages.size() != 1) {
            throw new ParameterException(command.commandLine(), "--region is for one picture");
        }
        try (ChatModel model = ModelSession.open(services, load.model(), load.options(), common.quiet);
                ProgressLine progress = ProgressLine.on(services.console(), common.quiet)) {
            OcrReader reader = reader(model);
            for (int i = 0; i < pages.size(); i++) {
                progress.show("reading " + pages.get(i).name() + ", " + (i + 1) + " of " + pages.size());
                OcrText text = read(reader, pages.get(i), chosen);
                progress.clear();
                print(pages.get(i), text, chosen);
                if (text.isEmpty()) {
                    services.console().err().println(pages.get(i).name() + ": no text was found");
                }
                if (!text.complete()) {
                    services.console().err().println(pages.get(i).name() + ": cut off, the text is longer");
                }
            }
        }
        return ExitCode.OK;
    }

    /** What is to be read; all that cannot be is named at once, before a model is loaded. */
    private List<SourcePage> pages() {
        List<SourcePage> pages = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String file : files) {
            try {
                pages.addAll(pages(file));
            } catch (MediaException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new BadInputException(String.join("; ", problems));
        }
        return pages;
    }

    private static List<SourcePage> pages(String file) {
        MediaItem.Pdf named = MediaItem.Pdf.parse(file);
        if (Files.isDirectory(named.file())) {
            return inFolder(named.file()).stream()
                    .flatMap(f -> SourcePage.of(f).stream())
                    .toList();
        }
        return SourcePage.of(named.file(), named.pages());
    }

    private OcrText read(OcrReader reader, SourcePage page, OcrPreset chosen) {
        ImageInput picture = reader.open(page);
        return region == null
                ? reader.read(picture, chosen, _ -> {})
                : reader.readRegion(
                        picture,
                        new Region(region.get(0), region.get(1), region.get(2), region.get(3)),
                        chosen,
                        _ -> {});
    }

    private void print(SourcePage page, OcrText text, OcrPreset chosen) {
        if (common.json) {
            var document = new OcrDocument(page.name(), chosen, List.of(new OcrDocument.Page(page, text)));
            services.console().out().println(AnalysisCalls.oneLine(OcrExport.JSON.bytes(document)));
        } else {
            services.console().out().println(showDoubtful ? marked(text) : text.text());
        }
    }

    private static String marked(OcrText text) {
        var marked = new StringBuilder(text.text());
        text.doubtful(OcrText.DOUBTFUL).reversed().forEach(word -> {
            marked.insert(word.end(), "?]");
            marked.insert(word.start(), "[?");
        });
        return marked.toString();
    }

    private int batch(OcrPreset chosen) {
        if (region != null) {
            throw new ParameterException(command.commandLine(), "--region and --out exclude each other");
        }
        var exports = new LinkedHashSet<OcrExport>();
        kinds.forEach(kind -> exports.add(parsed(() -> OcrExport.named(kind), "--to")));
        if (exports.isEmpty()) {
            exports.add(OcrExport.named(chosen.extension()));
        }
        var settings = new BatchSettings(inputs(), chosen, exports, crops.most());
        OcrBatch batch = OcrBatch.begin(out, settings);
        if (retryFailed) {
            batch.retryFailed();
        }
        try (ChatModel model = ModelSession.open(services, load.model(), load.options(), common.quiet)) {
            return run(batch, reader(model));
        }
    }

    private List<Path> inputs() {
        List<Path> inputs = new ArrayList<>();
        for (String file : files) {
            Path path = Path.of(file);
            if (Files.isDirectory(path)) {
                inputs.addAll(inFolder(path));
            } else {
                inputs.add(path);
            }
        }
        return inputs;
    }

    private static List<Path> inFolder(Path folder) {
        List<Path> inside = SourcePage.inFolder(folder);
        if (inside.isEmpty()) {
            throw new MediaException(folder.toString(), Refusal.FOLDER_WITHOUT_PICTURES);
        }
        return inside;
    }

    private int run(OcrBatch batch, OcrReader reader) {
        int total = batch.entries().size();
        try (ProgressLine progress = ProgressLine.on(services.console(), common.quiet)) {
            batch.run(reader, entry -> {
                long settled =
                        batch.entries().stream().filter(BatchEntry::isSettled).count();
                progress.show(settled + " of " + total + ", " + entry.input().getFileName());
            });
        } finally {
            report(batch);
        }
        return batch.count(BatchEntry.State.FAILED) == 0 ? ExitCode.OK : ExitCode.INPUT;
    }

    private void report(OcrBatch batch) {
        long failed = batch.count(BatchEntry.State.FAILED);
        long pending = batch.count(BatchEntry.State.PENDING);
        batch.entries().stream()
                .filter(entry -> entry.state() == BatchEntry.State.FAILED)
                .forEach(entry -> services.console().err().println("failed: " + entry.note()));
        services.console()
                .out()
                .println(batch.count(BatchEntry.State.DONE) + " of "
                        + batch.entries().size() + " files read"
                        + (failed > 0 ? ", " + failed + " failed" : "")
                        + (pending > 0 ? ", " + pending + " still to do" : "")
                        + "; see " + batch.report());
    }
}
