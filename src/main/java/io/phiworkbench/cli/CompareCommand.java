package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.NullNode;
import io.phiworkbench.compare.ComparedModel;
import io.phiworkbench.compare.Comparison;
import io.phiworkbench.compare.ComparisonEvent;
import io.phiworkbench.compare.ComparisonPlan;
import io.phiworkbench.compare.ComparisonReport;
import io.phiworkbench.compare.ComparisonResult;
import io.phiworkbench.compare.KeptAnswers;
import io.phiworkbench.compare.PromptSet;
import io.phiworkbench.compare.Question;
import io.phiworkbench.compare.QuestionPicture;
import io.phiworkbench.compare.SetRun;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.models.MachineMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks several models the same, one prompt or a set of prompts with expected answers. */
@Command(
        name = "compare",
        description = "Ask several models the same: the last word is the prompt (- for standard input), or with --set"
                + " FILE the prompts of a file, which are scored.")
final class CompareCommand implements Callable<Integer> {
    private static final int FEWEST_MODELS = 2;

    private final Services services;

    @Spec
    private CommandSpec command;

    @Mixin
    private CommonOptions common;

    @Mixin
    private LoadSettings load;

    @Mixin
    private GenerationArguments generation;

    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL[@P]... PROMPT",
            description = "Models as phi chat takes them, remote:NAME too, each with its own precision after @ where"
                    + " wanted; then the prompt, unless there is --set.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private MediaArguments media;

    @Option(
            names = "--set",
            paramLabel = "FILE",
            description = "Prompts with pictures and expected answers, .csv or .jsonl; one model after the other.")
    private Path set;

    @Option(names = "--report", paramLabel = "DIR", description = "Write report.html and report.csv here.")
    private Path report;

    @Option(
            names = "--against",
            paramLabel = "N",
            description = "Show word by word how answers differ from the N-th model's (in reports: default 1).")
    private Integer against;

    @Option(
            names = "--tolerance",
            paramLabel = "T",
            description = "How far a number may be off its expected one, as a part of it (default 0.01).")
    private double tolerance = 0.01;

    @Option(
            names = "--in-turn",
            description = "One model after the other also where all fit into memory, so that none slows another.")
    private boolean inTurn;

    CompareCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        int count = set == null ? words.size() - 1 : words.size();
        if (count < FEWEST_MODELS) {
            throw wrong("two models or more are needed" + (set == null ? ", and behind them the prompt" : ""));
        }
        if (set != null && !media.isEmpty()) {
            throw wrong("--set and --image, --pdf or --video exclude each other; the set names its pictures");
        }
        if (against != null && (against < 1 || against > count)) {
            throw wrong("--against must be 1 to " + count + ", the place of a model");
        }
        if (!(tolerance >= 0 && Double.isFinite(tolerance))) {
            throw wrong("--tolerance must be 0 or more");
        }
        GenerationOptions options = generation.over(GenerationOptions.greedy());
        return AnalysisCalls.of(() -> compare(words.subList(0, count), options), services);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private int compare(List<String> names, GenerationOptions options) {
        PromptSet prompts = set == null ? single(options) : set();
        MachineMemory memory = MachineMemory.now();
        List<ComparedModel> models;
        try {
            models = new ComparedModels(services, load.options(), options, memory, common.quiet).of(names);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
        ComparisonPlan plan = inTurn || set != null
                ? ComparisonPlan.inTurn(models, memory.available())
                : ComparisonPlan.asMemoryAllows(models, memory.available());
        if (report != null) {
            ComparisonReport.requireWritable(report);
        }
        ComparisonPrinter printer = new ComparisonPrinter(services.console(), common);
        printer.plan(plan);
        Optional<KeptAnswers> kept = kept(prompts, plan);
        ComparisonReport done = new ComparisonReport(
                run(plan, prompts, kept), prompts.problems(), models.get(against == null ? 0 : against - 1), tolerance);
        printer.print(done, set != null, against != null, report);
        if (report != null) {
            done.write(report);
            kept.ifPresent(KeptAnswers::delete);
            printer.report(report);
        }
        return exitCode(done);
    }

    private PromptSet single(GenerationOptions options) {
        List<MediaItem> items = media.items();
        String prompt = new PromptText(List.of(words.getLast()))
                .question(services.console(), !items.isEmpty())
                .orElseThrow();
        List<QuestionPicture> pictures = Attachments.forSeveral(items, options.numCrops());
        return new PromptSet(List.of(Question.of(prompt, pictures)), List.of());
    }

    private PromptSet set() {
        PromptSet prompts = PromptSet.read(set);
        prompts.problems().forEach(p -> services.console().err().println(set + ", " + p));
        if (prompts.questions().isEmpty()) {
            throw new BadInputException(set + " has no prompt that can be asked");
        }
        return prompts;
    }

    /** With a folder for the report, a set that is ended goes on when it is started again. */
    private Optional<KeptAnswers> kept(PromptSet prompts, ComparisonPlan plan) {
        if (set == null || report == null) {
            return Optional.empty();
        }
        Path file = report.resolve("answers.jsonl");
        SetRun run = SetRun.of(set, prompts.questions(), plan.models(), NullNode.getInstance());
        KeptAnswers kept =
                KeptAnswers.read(file).map(before -> before.goOn(run)).orElseGet(() -> KeptAnswers.begin(file, run));
        if (kept.count() > 0 && !common.quiet) {
            services.console()
                    .err()
                    .println("going on: " + kept.count() + " of " + run.total() + " answers are in " + file
                            + "; without it all is asked anew");
        }
        return Optional.of(kept);
    }

    private ComparisonResult run(ComparisonPlan plan, PromptSet prompts, Optional<KeptAnswers> kept) {
        List<Question> questions = prompts.questions();
        int total = plan.models().size() * questions.size();
        try (ProgressLine progress = ProgressLine.on(services.console(), common.quiet)) {
            Consumer<ComparisonEvent> shown = progress(progress, total);
            return kept.isEmpty()
                    ? new Comparison(plan, shown).run(questions)
                    : kept.get()
                            .run(
                                    plan,
                                    questions,
                                    shown,
                                    e -> services.console().err().println("phi: " + e.getMessage()));
        }
    }

    private static Consumer<ComparisonEvent> progress(ProgressLine progress, int total) {
        int[] settled = {0};
        return event -> {
            switch (event) {
                case ComparisonEvent.Loading _ -> progress.clear();
                case ComparisonEvent.Wrote wrote ->
                    progress.show(wrote.model().label() + " writes, " + settled[0] + " of " + total + " answers done");
                case ComparisonEvent.Settled done ->
                    progress.show(done.model().label() + ", " + ++settled[0] + " of " + total + " answers done");
                case ComparisonEvent.Unloaded _ -> progress.clear();
            }
        };
    }

    /** A model that could not be loaded weighs more than a run that failed, and that more than lines left out. */
    private static int exitCode(ComparisonReport done) {
        if (done.result().anyNotLoaded()) {
            return ExitCode.MODEL;
        }
        if (done.result().anyFailed()) {
            return ExitCode.GENERATION;
        }
        return done.problems().isEmpty() ? ExitCode.OK : ExitCode.INPUT;
    }
}
