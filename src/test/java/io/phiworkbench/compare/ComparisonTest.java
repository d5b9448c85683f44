package io.phiworkbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.chat.WordDifference;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.ScriptedChatModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final Question QUESTION = new Question(2, "<b>Sum?</b>", List.of(), Optional.of("4 apples"));

    private final List<String> log = new ArrayList<>();
    private final ComparedModel four = model("four", () -> ScriptedChatModel.saying("4", " apples"));
    private final ComparedModel five = model("five", () -> ScriptedChatModel.saying("5", " <i>apples"));
    private final ComparedModel broken = model("broken", () -> {
        throw new ModelLoadException("no model there");
    });

    @TempDir
    private Path folder;

    @Test
    void roundsLoadAnswerAndUnloadOneAfterTheOther() {
        run(ComparisonPlan.inTurn(List.of(four, five), 100), QUESTION);

        assertThat(log)
                .containsExactly(
                        "load four", "settled four", "unload four", "load five", "settled five", "unload five");
    }

    @Test
    void modelsOfARoundAreLoadedTogether() {
        ComparisonResult result = run(ComparisonPlan.asMemoryAllows(List.of(four, five), 100), QUESTION);

        assertThat(log.subList(0, 2)).containsExactly("load four", "load five");
        assertThat(log.subList(4, 6)).containsExactly("unload four", "unload five");
        assertThat(result.difference(four, five, 0))
                .contains(
                        new WordDifference.Part(WordDifference.Kind.REMOVED, "4 "),
                        new WordDifference.Part(WordDifference.Kind.ADDED, "5 <i>"));
    }

    @Test
    void aModelThatCannotBeLoadedLeavesTheOthersToAnswer() {
        ComparisonResult result = run(ComparisonPlan.asMemoryAllows(List.of(broken, four), 100), QUESTION);

        assertThat(result.outcome(broken, 0)).isEqualTo(new Outcome.Failed(new Failure.Plain("no model there"), true));
        assertThat(result.outcome(four, 0)).isInstanceOf(Outcome.Answered.class);
        assertThat(result.anyNotLoaded()).isTrue();
    }

    @Test
    void aPictureThatWentAwayFailsItsQuestionOnly() {
        Question lost =
                new Question(3, "What?", List.of(QuestionPicture.of(folder.resolve("gone.png"))), Optional.empty());
        ComparisonResult result = run(ComparisonPlan.inTurn(List.of(four), 100), lost, QUESTION);

        assertThat(((Outcome.Failed) result.outcome(four, 0)).reason().english())
                .contains("gone.png cannot be read");
        assertThat(result.outcome(four, 1)).isInstanceOf(Outcome.Answered.class);
    }

    @Test
    void aModelThatIsUnloadedInTheMiddleFailsItsQuestionsAndTheOthersAnswer() {
        ScriptedChatModel unloaded = ScriptedChatModel.saying("4");
        var comparison =
                new Comparison(ComparisonPlan.inTurn(List.of(model("unloaded", () -> unloaded), five), 100), event -> {
                    if (event instanceof ComparisonEvent.Settled) {
                        unloaded.close();
                    }
                });
        ComparisonResult result = comparison.run(List.of(QUESTION, QUESTION));

        assertThat(result.outcomes().get("unloaded"))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Outcome.Answered.class),
                        second -> assertThat(((Outcome.Failed) second).reason().english())
                                .contains("was unloaded"));
        assertThat(result.outcomes().get("five")).allMatch(Outcome.Answered.class::isInstance);
    }

    @Test
    void whatIsLoadedIsClosedWhenLoadingTheNextBreaks() {
        ComparedModel cancelled = model("cancelled", () -> {
            throw new CancellationException("by the user");
        });

        assertThatThrownBy(() -> run(ComparisonPlan.asMemoryAllows(List.of(four, cancelled), 100), QUESTION))
                .isInstanceOf(CancellationException.class);
        assertThat(log).containsExactly("load four", "load cancelled", "unload four");
    }

    @Test
    void anInterruptAtAnyTimeClosesWhatIsLoadedAndLoadsNothingMore() {
        Thread caller = Thread.currentThread();
        var comparison = new Comparison(ComparisonPlan.inTurn(List.of(four, five), 100), event -> {
            note(event);
            if (event instanceof ComparisonEvent.Settled) {
                caller.interrupt();
            }
        });

        assertThatThrownBy(() -> comparison.run(List.of(QUESTION))).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(log).containsExactly("load four", "settled four", "unload four");
    }

    @Test
    void whatWasStoppedBeforeItBeganLoadsNothing() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> run(ComparisonPlan.inTurn(List.of(four, five), 100), QUESTION))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(log).isEmpty();
    }

    @Test
    void theReportHoldsScoresDifferencesAndWhatWasLeftOutAsText() throws Exception {
        ComparisonResult result = run(ComparisonPlan.inTurn(List.of(four, five, broken), 100), QUESTION);
        var report =
                new ComparisonReport(result, List.of(new PromptSet.Problem(3, new Failure.Plain("a & b"))), four, 0.01);
        report.write(folder.resolve("new"));

        assertThat(Files.readAllLines(folder.resolve("new/report.csv")))
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("line,prompt,images,expected,model,precision,answer,exact"),
                        a -> assertThat(a)
                                .startsWith("2,<b>Sum?</b>,,4 apples,four,")
                                .contains(",4 apples,true,true,0.0000,true,"),
                        b -> assertThat(b).contains(",5 <i>apples,false,false,0.5000,false,"),
                        c -> assertThat(c)
                                .contains(",broken,,,false,false,1.0000,false,")
                                .endsWith(",no model there"),
                        d -> assertThat(d).startsWith("3,").endsWith(",a & b"));
        assertThat(Files.readString(folder.resolve("new/report.html")))
                .contains("&lt;b&gt;Sum?&lt;/b&gt;", "<del>4 </del><ins>5 &lt;i&gt;</ins>apples", "line 3: a &amp; b")
                .contains("no model there", "exact, character error rate 0.0 %, number right")
                .doesNotContain("<b>", "<i>", "<script", "http://", "https://");
        assertThat(report.summaries()).extracting(s -> s.exact().orElseThrow()).containsExactly(1.0, 0.0, 0.0);
    }

    private ComparisonResult run(ComparisonPlan plan, Question... questions) {
        return new Comparison(plan, this::note).run(List.of(questions));
    }

    private void note(ComparisonEvent event) {
        switch (event) {
            case ComparisonEvent.Loading e -> log.add("load " + e.model().label());
            case ComparisonEvent.Settled e -> log.add("settled " + e.model().label());
            case ComparisonEvent.Unloaded e -> log.add("unload " + e.model().label());
            case ComparisonEvent.Wrote _ -> {}
        }
    }

    private static ComparedModel model(String label, Supplier<ChatModel> opener) {
        return new ComparedModel(label, OptionalLong.of(1), GenerationOptions.greedy(), opener);
    }
}
