package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.chat.export.ExportFormat;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.ModelLoader;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.ui.chat.MessageViewModel;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.ChatListViewModel.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** What a user does in the real window, with a model that says what it is told to. */
class WindowSessionTest {
    private static final Path CHECKPOINT = Path.of("src/test/resources/oracle/phi35-vision");
    private static final Duration LONGEST_BLOCK = Duration.ofMillis(100);
    private static final String LONG_ANSWER = "## Part\n\nA paragraph with **bold** words and `code`.\n\n".repeat(40)
            + "| a | b |\n|---|---|\n| 1 | 2 |\n";

    @TempDir
    Path folder;

    private final FxRobot robot = new FxRobot();
    private Path first;
    private Path second;
    private WindowRig rig;

    @BeforeEach
    void prepare() throws IOException {
        Messages.use(Locale.ENGLISH);
        first = DrawnPictures.receipt(folder, "one.png", new String[][] {{"Tea", "2.50"}});
        second = DrawnPictures.receipt(folder, "two.png", new String[][] {{"Cake", "3.20"}});
        Path models = Files.createDirectories(folder.resolve("assets/models/phi-demo"));
        try (Stream<Path> files = Files.list(CHECKPOINT)) {
            for (Path file : files.toList()) {
                Files.copy(file, models.resolve(file.getFileName()));
            }
        }
        Path samples = Files.createDirectories(folder.resolve("assets/samples"));
        Files.copy(first, samples.resolve("receipt.png"));
        Files.writeString(
                samples.resolve("samples.properties"), "pictures=receipt.png\nreceipt.png.en=Read the text.\n");
        open();
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    private void open() {
        ModelLoader loader = (path, options, progress, cancelled) ->
                new ScriptedModel("Scripted", WindowSessionTest::answer, Duration.ofMillis(1));
        rig = new WindowRig(folder.resolve("user"), folder.resolve("assets"), loader);
    }

    private static String answer(Prompt prompt) {
        String asked = ScriptedModel.lastText(prompt);
        if (asked.contains("fail")) {
            throw new GenerationException(new Failure.Plain("the picture is too thin; cut a part out of it"), null);
        }
        return asked.contains("long")
                ? LONG_ANSWER
                : "Pictures: " + prompt.images().size() + ". You asked: " + asked;
    }

    @Test
    void aFirstSessionFromTheSampleToTheNextDay() throws IOException {
        // First start: one click on a sample is answered by the demo model.
        WindowRig.await("a sample", () -> rig.window().root().lookup(".sample") != null);
        WindowRig.run(() -> ((Button) rig.window().root().lookup(".sample")).fire());
        rig.awaitAnswer("Pictures: 1. You asked: Read the text.");

        // Drop two pictures, ask with the keyboard.
        WindowRig.run(() -> rig.workbench().chat().startNew());
        WindowRig.run(() -> rig.window().offer(List.of(first, second)));
        WindowRig.await("two pictures", () -> rig.chat().tray().pictures().size() == 2);
        rig.type(robot, "What differs?");
        robot.push(KeyCode.ENTER);
        rig.awaitAnswer("Pictures: 2. You asked: What differs?");
        assertThat(visibleText(".figures")).contains("1,514 image").contains("tok/s");

        // Edit the question: a branch beside the first.
        WindowRig.run(() -> {
            MessageViewModel question = rig.chat().messages().getFirst();
            question.beginEdit();
            question.draftProperty().set("What is the same?");
            rig.chat().finishEdit(question);
        });
        rig.awaitAnswer("Pictures: 2. You asked: What is the same?");
        WindowRig.run(() -> {
            var siblings = rig.chat().messages().getFirst().siblingsProperty().get();
            assertThat(siblings.count()).isEqualTo(2);
            rig.chat().select(siblings.previous());
        });
        rig.awaitAnswer("Pictures: 2. You asked: What differs?");

        // Search finds both branches; the hit opens its chat.
        WindowRig.run(() -> rig.workbench().chatList().queryProperty().set("differs"));
        WindowRig.await(
                "a hit", () -> rig.workbench().chatList().rows().stream().anyMatch(Row.Hit.class::isInstance));
        WindowRig.run(() -> rig.workbench().chatList().queryProperty().set(""));

        // Export.
        Path exported = folder.resolve("chat.md");
        WindowRig.run(() -> rig.window().menu().export(ExportFormat.MARKDOWN, exported));
        WindowRig.await("the file", () -> Files.exists(exported));
        assertThat(Files.readString(exported)).contains("What differs?");

        // The next day.
        long id = WindowRig.fx(() -> rig.chat().openIdProperty().get());
        rig.close();
        open();
        WindowRig.await(
                "both chats",
                () -> rig.workbench().chatList().rows().stream()
                                .filter(Row.Chat.class::isInstance)
                                .count()
                        == 2);
        WindowRig.run(() -> rig.chat().open(id));
        rig.awaitAnswer("Pictures: 2. You asked: What differs?");
        WindowRig.run(() -> assertThat(rig.chat()
                        .messages()
                        .getFirst()
                        .siblingsProperty()
                        .get()
                        .count())
                .isEqualTo(2));
    }

    @Test
    void theWindowStaysAliveWhileAnAnswerStreams() {
        rig.load();
        // What is loaded and compiled at first use is not what this is about.
        rig.ask("long, to warm up");
        rig.awaitAnswer(LONG_ANSWER);
        Duration longest;
        try (FxWatchdog watchdog = new FxWatchdog()) {
            rig.ask("long");
            WindowRig.await(
                    "words",
                    () -> rig.chat().messages().size() == 4
                            && !rig.chat().messages().getLast().message().text().isEmpty());
            rig.type(robot, "a question that waits");
            robot.push(KeyCode.ENTER);
            WindowRig.run(() -> rig.window().offer(List.of(first, second)));
            WindowRig.await("pictures", () -> rig.chat().tray().pictures().size() == 2);
            WindowRig.run(() -> rig.workbench().chatList().queryProperty().set("paragraph"));
            WindowRig.run(() -> rig.workbench().chatList().queryProperty().set(""));
            rig.awaitAnswer("Pictures: 0. You asked: a question that waits");
            longest = watchdog.longest();
            assertThat(watchdog.beats()).isGreaterThan(20);
            assertThat(longest)
                    .as("the FX thread held up a heartbeat; it was%s", watchdog.where())
                    .isLessThan(LONGEST_BLOCK);
        }
    }

    @Test
    void escapeStopsAndTheAnswerCanBeContinued() {
        rig.load();
        rig.ask("long");
        WindowRig.await(
                "words",
                () -> rig.chat().messages().size() == 2
                        && rig.chat().messages().getLast().message().text().length() > 50);
        robot.push(KeyCode.ESCAPE);
        WindowRig.await("stopped", () -> !rig.chat().runningProperty().get());
        WindowRig.run(() -> {
            String text = rig.chat().messages().getLast().message().text();
            assertThat(LONG_ANSWER).startsWith(text);
            assertThat(rig.chat().messages().getLast().message().canContinue()).isTrue();
        });
    }

    @Test
    void aFailedRunSaysWhyInItsPlace() {
        rig.load();
        rig.ask("fail please");
        WindowRig.await(
                "the reason",
                () -> rig.window().root().lookupAll(".message-problem").stream()
                        .filter(Node::isVisible)
                        .anyMatch(label -> label.toString().contains("the picture is too thin; cut a part out of it")));
    }

    @Test
    void withoutAModelTheQuestionIsKept() {
        WindowRig.run(() -> rig.chat().ask("Hello?"));
        WindowRig.run(() -> {
            assertThat(rig.chat().draftProperty().get()).isEqualTo("Hello?");
            assertThat(rig.chat().messages()).isEmpty();
        });
    }

    private String visibleText(String selector) {
        return WindowRig.fx(() -> rig.window().root().lookupAll(selector).stream()
                .filter(Node::isVisible)
                .map(Node::toString)
                .reduce("", String::concat));
    }
}
