package io.phiworkbench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.local.LocalModelLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped model keeps what its card says, on pictures that neither training nor card has seen. */
class DemoModelAccuracyTest {
    private static final Path DEMO = Path.of("assets/models/phi-demo");
    private static final int COUNT = 40;
    /** Standard errors of a sample of {@link #COUNT} that the share may lie below the card's. */
    private static final double TOLERANCE = 3;

    /** Share of right answers to hundreds of fresh questions below which a task is not called reliable. */
    private static final Map<Task, Double> GOALS = Map.ofEntries(
            Map.entry(Task.FACT, 0.95),
            Map.entry(Task.COPY, 0.95),
            Map.entry(Task.UPPER, 0.95),
            Map.entry(Task.SUM, 0.95),
            Map.entry(Task.WORD, 0.9),
            Map.entry(Task.NUMBER, 0.95),
            Map.entry(Task.HIGHEST, 0.9),
            Map.entry(Task.VALUE, 0.9),
            Map.entry(Task.CSV, 0.7),
            Map.entry(Task.COMPARE, 0.9),
            Map.entry(Task.COMPARE_CHARTS, 0.9));

    private static final double CHARACTER_ERRORS_OF_LINES = 0.05;

    private static final Fonts FONTS = Fonts.trained();
    private static final Map<Task, List<Evaluation.Answer>> ANSWERS = new EnumMap<>(Task.class);

    private static ChatModel model;
    private static Map<String, Double> card;

    @BeforeAll
    static void load() throws IOException {
        model = new LocalModelLoader().load(DEMO, LoadOptions.auto().withThreads(1), progress -> {}, () -> false);
        card = AccuracyFile.read(DEMO);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void itsCardReachesTheGoalOfEachTask(Task task) {
        if (task == Task.LINES) {
            assertThat(card.get(name(task) + AccuracyFile.CHARACTER_ERRORS))
                    .isLessThanOrEqualTo(CHARACTER_ERRORS_OF_LINES);
        } else {
            assertThat(card.get(name(task))).isGreaterThanOrEqualTo(GOALS.get(task));
        }
    }

    @Test
    void itReadsLinesWithAsFewWrongCharactersAsItsCardSays() {
        double promised = card.get(name(Task.LINES) + AccuracyFile.CHARACTER_ERRORS);

        List<Evaluation.Answer> answers = ANSWERS.computeIfAbsent(Task.LINES, DemoModelAccuracyTest::answers);

        assertThat(Evaluation.score(answers).characterErrorRate())
                .as("share of wrong characters; wrong lines: %s", wrong(answers))
                .isLessThanOrEqualTo(promised + 0.03);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void itIsAsOftenRightAsItsCardSays(Task task) {
        double promised = card.get(name(task));

        List<Evaluation.Answer> answers = ANSWERS.computeIfAbsent(task, DemoModelAccuracyTest::answers);

        double error = Math.sqrt(promised * (1 - promised) / COUNT) + 0.5 / COUNT;
        assertThat(Evaluation.score(answers).exact())
                .as("share of right answers to %d fresh questions; wrong ones: %s", COUNT, wrong(answers))
                .isGreaterThanOrEqualTo(promised - TOLERANCE * error);
    }

    @Test
    void itIsLessSureOfWrongAnswersThanOfRightOnes() {
        List<Evaluation.Answer> answers = new ArrayList<>();
        for (Task task : List.of(Task.WORD, Task.LINES, Task.NUMBER)) {
            answers.addAll(ANSWERS.computeIfAbsent(task, DemoModelAccuracyTest::answers));
        }

        Evaluation.Score score = Evaluation.score(answers);
        assertThat(score.right()).isBetween(1, answers.size() - 1);
        assertThat(score.wrongLogProbability()).isLessThan(score.rightLogProbability() - 0.02);
    }

    private static String name(Task task) {
        return task.drawn() ? task.title() + " trained" : task.title();
    }

    private static List<Evaluation.Answer> answers(Task task) {
        try {
            return new Evaluation(model).answers(HeldOut.samples(HeldOut.CHECK, task, FONTS, COUNT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> wrong(List<Evaluation.Answer> answers) {
        return answers.stream()
                .filter(a -> !a.right())
                .map(a -> a.expected() + " read as " + a.text())
                .toList();
    }
}
