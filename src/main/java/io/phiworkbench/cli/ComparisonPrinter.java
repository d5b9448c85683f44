package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.chat.WordDifference;
import io.phiworkbench.compare.ComparedModel;
import io.phiworkbench.compare.ComparisonPlan;
import io.phiworkbench.compare.ComparisonReport;
import io.phiworkbench.compare.ModelSummary;
import io.phiworkbench.compare.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Prints a comparison: its plan before it begins, then answers or, for a set of prompts, a summary of each model. */
final class ComparisonPrinter {
    private final Console console;
    private final CommonOptions common;

    ComparisonPrinter(Console console, CommonOptions common) {
        this.console = console;
        this.common = common;
    }

    /** On standard error: what will be in memory when. */
    void plan(ComparisonPlan plan) {
        if (common.quiet) {
            return;
        }
        console.err().println("plan, with " + Figures.bytes(plan.available()) + " of memory free:");
        int number = 1;
        for (ComparisonPlan.Round round : plan.rounds()) {
            String models = round.models().stream()
                    .map(m -> m.label() + " (" + need(m) + ")")
                    .collect(Collectors.joining(", "));
            console.err()
                    .println("  " + number++ + ". load " + models
                            + (round.models().size() > 1
                                    ? ": " + Figures.bytes(round.bytes()) + " together; answer at once; unload"
                                    : "; answer; unload"));
        }
    }

    private static String need(ComparedModel model) {
        return model.bytes().isEmpty()
                ? "size unknown"
                : model.bytes().getAsLong() == 0
                        ? "remote"
                        : Figures.bytes(model.bytes().getAsLong());
    }

    /**
     * @param set whether it was a set of prompts
     * @param differences whether answers are held against one model's
     * @param folder of the report; null without one
     */
    void print(ComparisonReport report, boolean set, boolean differences, Path folder) {
        if (common.json) {
            console.out().println(json(report, set, differences, folder));
            return;
        }
        if (set) {
            report.summaries().forEach(s -> console.out().println(line(s)));
            failures(report);
        } else {
            report.result().plan().models().forEach(m -> answer(report, m, differences));
        }
    }

    /** On standard error: where the report lies. */
    void report(Path folder) {
        if (!common.quiet) {
            console.err().println("report: " + folder.resolve("report.html") + ", " + folder.resolve("report.csv"));
        }
    }

    private void failures(ComparisonReport report) {
        for (ComparedModel model : report.result().plan().models()) {
            for (int i = 0; i < report.result().questions().size(); i++) {
                if (report.result().outcome(model, i) instanceof Outcome.Failed failed) {
                    console.err()
                            .println(model.label()
                                    + (failed.loading()
                                            ? ""
                                            : ", line "
                                                    + report.result()
                                                            .questions()
                                                            .get(i)
                                                            .line())
                                    + ": " + failed.reason().english());
                    if (failed.loading()) {
                        break;
                    }
                }
            }
        }
    }

    private void answer(ComparisonReport report, ComparedModel model, boolean differences) {
        switch (report.result().outcome(model, 0)) {
            case Outcome.Failed failed ->
                console.err()
                        .println(
                                "phi: " + model.label() + ": " + failed.reason().english());
            case Outcome.Answered answered -> {
                boolean marked = differences && !model.equals(report.against());
                List<WordDifference.Part> parts =
                        marked ? report.result().difference(report.against(), model, 0) : List.of();
                console.out().println("== " + model.label());
                console.out().println(parts.isEmpty() ? answered.result().text().strip() : marked(parts));
                if (!common.quiet) {
                    var run = answered.result().statistics();
                    console.err()
                            .println(model.label() + ": "
                                    + Figures.summary(run, answered.result().reason()) + " · "
                                    + Figures.bytes(run.memory().weights()
                                            + run.memory().keyValueCache()));
                }
            }
        }
    }

    private static String marked(List<WordDifference.Part> parts) {
        return parts.stream()
                .map(part -> switch (part.kind()) {
                    case SAME -> part.text();
                    case REMOVED -> "[-" + part.text() + "-]";
                    case ADDED -> "{+" + part.text() + "+}";
                })
                .collect(Collectors.joining());
    }

    private static String line(ModelSummary summary) {
        return summary.model().label() + ": " + summary.answered() + " answered, " + summary.failed() + " failed"
                + part(", exact ", summary.exact())
                + part(", contains ", summary.contains())
                + part(", character error rate ", summary.characterErrorRate())
                + part(", numbers ", summary.number());
    }

    private static String part(String name, OptionalDouble share) {
        return share.isEmpty() ? "" : name + String.format(Locale.ROOT, "%.1f %%", share.getAsDouble() * 100);
    }

    private static ObjectNode json(ComparisonReport report, boolean set, boolean differences, Path folder) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("plan", rounds(report.result().plan()));
        ArrayNode models = json.putArray("models");
        for (ModelSummary summary : report.summaries()) {
            ObjectNode model = models.addObject().put("model", summary.model().label());
            if (set) {
                scores(model, summary);
            } else {
                answer(model, report, summary.model(), differences);
            }
        }
        ArrayNode problems = json.putArray("problems");
        report.problems()
                .forEach(p -> problems.addObject()
                        .put("line", p.line())
                        .put("text", p.what().english()));
        json.put("report", folder == null ? null : folder.toString());
        return json;
    }

    /** A list for each round. */
    private static ArrayNode rounds(ComparisonPlan plan) {
        ArrayNode rounds = JsonNodeFactory.instance.arrayNode();
        for (ComparisonPlan.Round round : plan.rounds()) {
            ArrayNode together = rounds.addArray();
            round.models().forEach(m -> {
                ObjectNode model = together.addObject().put("model", m.label());
                m.bytes().ifPresentOrElse(b -> model.put("bytes", b), () -> model.putNull("bytes"));
            });
        }
        return rounds;
    }

    private static void scores(ObjectNode json, ModelSummary summary) {
        json.put("answered", summary.answered()).put("failed", summary.failed());
        put(json, "exact", summary.exact());
        put(json, "contains", summary.contains());
        put(json, "characterErrorRate", summary.characterErrorRate());
        put(json, "number", summary.number());
        put(json, "timeToFirstTokenMillis", summary.millisToFirstToken());
        put(json, "decodeTokensPerSecond", summary.tokensPerSecond());
        json.put("memoryBytes", summary.memoryBytes());
    }

    private static void put(ObjectNode json, String name, OptionalDouble value) {
        value.ifPresentOrElse(v -> json.put(name, v), () -> json.putNull(name));
    }

    private static void answer(ObjectNode json, ComparisonReport report, ComparedModel model, boolean differences) {
        switch (report.result().outcome(model, 0)) {
            case Outcome.Failed failed -> json.put("error", failed.reason().english());
            case Outcome.Answered answered -> {
                json.set("answer", AnswerJson.of(answered.result()));
                if (differences) {
                    ArrayNode parts = json.putArray("difference");
                    report.result()
                            .difference(report.against(), model, 0)
                            .forEach(part -> parts.addObject()
                                    .put("kind", part.kind().name().toLowerCase(Locale.ROOT))
                                    .put("text", part.text()));
                }
            }
        }
    }
}
