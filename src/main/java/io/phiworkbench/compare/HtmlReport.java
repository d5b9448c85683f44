package io.phiworkbench.compare;

import io.phiworkbench.chat.WordDifference;
import io.phiworkbench.inference.RunStatistics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A comparison as one HTML page without scripts, which loads nothing; whatever models and files say is text in it. */
final class HtmlReport {
    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8884; --soft: #8882; }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
            .wide { overflow-x: auto; } table { border-collapse: collapse; }
            th, td { border: 1px solid var(--line); padding: .35rem .7rem; text-align: start; vertical-align: top; }
            th { background: var(--soft); } td.figure { text-align: end; font-variant-numeric: tabular-nums; }
            .text { white-space: pre-wrap; overflow-wrap: anywhere; min-width: 12rem; }
            .note { font-size: .8rem; opacity: .75; } .failed { color: #b3261e; }
            .right { border-inline-start: 4px solid #2e7d32; } .wrong { border-inline-start: 4px solid #b3261e; }
            del { background: #b3261e33; } ins { background: #2e7d3233; }
            @media (prefers-color-scheme: dark) { .failed { color: #f2b8b5; } }
            """;

    private final ComparisonReport report;
    private final List<ComparedModel> models;
    private final StringBuilder html = new StringBuilder();

    HtmlReport(ComparisonReport report) {
        this.report = report;
        this.models = report.result().plan().models();
    }

    String write() {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta"
                        + " http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                        + " 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
                        + "<title>Comparison of models</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>Comparison of models</h1>\n");
        summary();
        problems();
        answers();
        return html.append("</body>\n</html>\n").toString();
    }

    private void summary() {
        html.append("<div class=\"wide\"><table>\n<tr><th>Model</th><th>Answered</th><th>Failed</th><th>Exact</th>"
                        + "<th>Contains</th><th>Character error rate</th><th>Numbers within ")
                .append(number("%.3g %%", OptionalDouble.of(report.tolerance() * 100)))
                .append("</th><th>To first token</th><th>Tokens a second</th><th>Memory</th></tr>\n");
        for (ModelSummary summary : report.summaries()) {
            html.append("<tr><th>").append(escaped(summary.model().label())).append("</th>");
            figure(String.valueOf(summary.answered()));
            figure(String.valueOf(summary.failed()));
            figure(percent(summary.exact()));
            figure(percent(summary.contains()));
            figure(percent(summary.characterErrorRate()));
            figure(percent(summary.number()));
            figure(number("%.0f ms", summary.millisToFirstToken()));
            figure(number("%.1f", summary.tokensPerSecond()));
            figure(number("%.0f MB", OptionalDouble.of(summary.memoryBytes() / 1e6)));
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
    }

    private void problems() {
        if (!report.problems().isEmpty()) {
            html.append("<h2>Left out</h2>\n<ul>\n");
            report.problems()
                    .forEach(p -> html.append("<li class=\"failed\">")
                            .append(escaped(p.toString()))
                            .append("</li>\n"));
            html.append("</ul>\n");
        }
    }

    private void answers() {
        html.append("<h2>Answers</h2>\n<p class=\"note\">Differences are marked against ")
                .append(escaped(report.against().label()))
                .append(".</p>\n<div class=\"wide\"><table>\n<tr><th>Prompt</th>");
        models.forEach(m -> html.append("<th>").append(escaped(m.label())).append("</th>"));
        html.append("</tr>\n");
        List<Question> questions = report.result().questions();
        for (int i = 0; i < questions.size(); i++) {
            html.append("<tr>");
            question(questions.get(i));
            for (ComparedModel model : models) {
                answer(model, i);
            }
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
    }

    private void question(Question question) {
        html.append("<td><div class=\"text\" dir=\"auto\">")
                .append(escaped(question.prompt()))
                .append("</div>");
        for (QuestionPicture picture : question.images()) {
            note("picture: " + picture.name());
        }
        question.expected().ifPresent(expected -> note("expected: " + expected));
        if (question.line() > 0) {
            note("line " + question.line());
        }
        html.append("</td>");
    }

    private void answer(ComparedModel model, int place) {
        switch (report.result().outcome(model, place)) {
            case Outcome.Failed failed ->
                html.append("<td class=\"failed\">")
                        .append(escaped(failed.reason().english()))
                        .append("</td>");
            case Outcome.Answered answered -> {
                var score = report.score(model, place);
                html.append("<td class=\"")
                        .append(score.map(s -> s.exact() || s.number().orElse(false) ? "right" : "wrong")
                                .orElse(""))
                        .append("\"><div class=\"text\" dir=\"auto\">");
                text(model, place, answered);
                html.append("</div>");
                score.ifPresent(s -> note(line(s)));
                note(line(answered.result().statistics()));
                html.append("</td>");
            }
        }
    }

    private void text(ComparedModel model, int place, Outcome.Answered answered) {
        List<WordDifference.Part> parts =
                model.equals(report.against()) ? List.of() : report.result().difference(report.against(), model, place);
        if (parts.isEmpty()) {
            html.append(escaped(answered.result().text().strip()));
        }
        for (WordDifference.Part part : parts) {
            String text = escaped(part.text());
            html.append(
                    switch (part.kind()) {
                        case SAME -> text;
                        case REMOVED -> "<del>" + text + "</del>";
                        case ADDED -> "<ins>" + text + "</ins>";
                    });
        }
    }

    private static String line(Score score) {
        return (score.exact() ? "exact" : score.contains() ? "contains it" : "differs")
                + String.format(Locale.ROOT, ", character error rate %.1f %%", score.characterErrorRate() * 100)
                + score.number()
                        .map(near -> near ? ", number right" : ", number wrong")
                        .orElse("");
    }

    private static String line(RunStatistics run) {
        return String.format(
                Locale.ROOT,
                "%.0f ms to first token, %.1f tok/s, %d tokens, %.0f MB",
                run.timeToFirstToken().toNanos() / 1e6,
                run.decodeTokensPerSecond(),
                run.generatedTokens(),
                (run.memory().weights() + run.memory().keyValueCache()) / 1e6);
    }

    private void note(String text) {
        html.append("<div class=\"note\" dir=\"auto\">").append(escaped(text)).append("</div>");
    }

    private void figure(String text) {
        html.append("<td class=\"figure\">").append(text).append("</td>");
    }

    private static String percent(OptionalDouble share) {
        return share.isEmpty() ? "–" : String.format(Locale.ROOT, "%.1f %%", share.getAsDouble() * 100);
    }

    private static String number(String pattern, OptionalDouble value) {
        return value.isEmpty() ? "–" : String.format(Locale.ROOT, pattern, value.getAsDouble());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
