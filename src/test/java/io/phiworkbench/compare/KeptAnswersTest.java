package io.phiworkbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.NullNode;
import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ScriptedChatModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptAnswersTest {
    private static final List<Question> QUESTIONS = List.of(question(2, "one?"), question(3, "two?"));

    @TempDir
    private Path folder;

    private final List<String> loaded = new ArrayList<>();
    private final ComparedModel first = model("first", GenerationOptions.greedy());
    private final ComparedModel second = model("second", GenerationOptions.greedy());
    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("new/run.jsonl");
    }

    @Test
    void aRunThatWasCutOffGoesOnWithTheAnswersItHad() {
        ComparisonResult before = run(begin(first), first);

        KeptAnswers left = KeptAnswers.read(file).orElseThrow();
        assertThat(left.count()).isEqualTo(2);
        SetRun now = SetRun.of(folder.resolve("set.csv"), QUESTIONS, List.of(first, second), NullNode.getInstance());
        KeptAnswers next = left.goOn(now);
        assertThat(next.run().id()).isEqualTo(left.run().id());
        assertThat(next.run().total()).isEqualTo(4);
        loaded.clear();
        ComparisonResult after = run(next, first, second);

        assertThat(loaded).as("the model that had all answers is not needed").containsExactly("second");
        assertThat(after.outcome(first, 1)).isEqualTo(before.outcome(first, 1));
        assertThat(after.outcome(second, 1)).isInstanceOf(Outcome.Answered.class);
        assertThat(KeptAnswers.read(file).orElseThrow().count()).isEqualTo(4);
    }

    @Test
    void otherSettingsOrQuestionsAreAskedAnew() {
        run(begin(first), first);
        KeptAnswers left = KeptAnswers.read(file).orElseThrow();
        ComparedModel warmer = model("first", GenerationOptions.greedy().withTemperature(1));

        assertThat(left.goOn(run(QUESTIONS, warmer)).count()).isZero();
        assertThat(left.goOn(run(List.of(question(2, "one?"), question(3, "other?")), first))
                        .count())
                .isZero();
        assertThat(left.goOn(run(QUESTIONS, first)).count()).isEqualTo(2);
    }

    @Test
    void aPictureThatIsAnotherNowIsShownAnew() throws Exception {
        Path picture = Files.writeString(folder.resolve("a.png"), "first");
        var question = List.of(new Question(2, "What?", List.of(QuestionPicture.of(picture)), Optional.empty()));
        KeptAnswers left = KeptAnswers.begin(file, run(question, first));
        left.add(first, 0, answered());

        assertThat(left.goOn(run(question, first)).count()).isEqualTo(1);
        Files.writeString(picture, "drawn anew");
        assertThat(left.goOn(run(question, first)).count()).isZero();
    }

    @Test
    void aLineThatWasCutOffIsAskedAgainAndAFileOfSomethingElseIsNoRun() throws Exception {
        run(begin(first), first);
        Files.writeString(file, "{\"model\":\"second\",\"quest", StandardOpenOption.APPEND);
        assertThat(KeptAnswers.read(file).orElseThrow().count()).isEqualTo(2);

        assertThat(KeptAnswers.read(Files.writeString(file, ""))).isEmpty();
        assertThat(KeptAnswers.read(Files.writeString(file, "{\"run\":1}\n"))).isEmpty();
        assertThat(KeptAnswers.read(folder.resolve("none"))).isEmpty();
    }

    @Test
    void aPlaceThatCannotBeWrittenEndsNoRun() throws Exception {
        KeptAnswers kept = begin(first);
        Files.delete(file);
        Files.createDirectory(file);
        List<AnalysisException> said = new ArrayList<>();

        ComparisonResult result = kept.run(ComparisonPlan.inTurn(List.of(first), 100), QUESTIONS, _ -> {}, said::add);

        assertThat(result.anyFailed()).isFalse();
        assertThat(said).hasSize(1);
        assertThat(said.getFirst()).hasMessageContaining("cannot be kept in " + file);
    }

    @Test
    void anAnswerIsKeptAlsoWhileTheRunIsBeingStopped() {
        KeptAnswers kept = begin(first);
        Outcome.Answered answer = answered();
        Thread.currentThread().interrupt();
        kept.add(first, 0, answer);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(KeptAnswers.read(file).orElseThrow().count()).isEqualTo(1);
    }

    private Outcome.Answered answered() {
        var result = new Comparison(ComparisonPlan.inTurn(List.of(first), 100), _ -> {}).run(QUESTIONS);
        return (Outcome.Answered) result.outcome(first, 0);
    }

    private KeptAnswers begin(ComparedModel... models) {
        return KeptAnswers.begin(file, run(QUESTIONS, models));
    }

    private SetRun run(List<Question> questions, ComparedModel... models) {
        return SetRun.of(folder.resolve("set.csv"), questions, List.of(models), NullNode.getInstance());
    }

    private static ComparisonResult run(KeptAnswers kept, ComparedModel... models) {
        return kept.run(ComparisonPlan.inTurn(List.of(models), 100), QUESTIONS, _ -> {}, e -> fail(e));
    }

    private static Question question(int line, String prompt) {
        return new Question(line, prompt, List.of(), Optional.of("4"));
    }

    private ComparedModel model(String label, GenerationOptions options) {
        return new ComparedModel(label, OptionalLong.of(1), options, () -> {
            loaded.add(label);
            return ScriptedChatModel.saying("4", " apples");
        });
    }
}
