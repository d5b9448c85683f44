package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.chat.export.ExportFormat;
import io.phiworkbench.inference.local.LocalModelLoader;
import io.phiworkbench.ui.chat.MessageViewModel;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.ChatListViewModel.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** A user's first session in the real window with the model that comes with the program: what it answers is right. */
class DemoWindowTest {
    private static final Path ASSETS = Path.of("assets").toAbsolutePath();
    private static final Path SAMPLES = ASSETS.resolve("samples");

    @TempDir
    Path folder;

    private final FxRobot robot = new FxRobot();
    private WindowRig rig;

    @BeforeEach
    void open() {
        Messages.use(Locale.ENGLISH);
        rig = new WindowRig(folder.resolve("user"), ASSETS, new LocalModelLoader());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aFirstSessionWithTheDemoModelFromTheSampleToTheNextDay() throws IOException {
        WindowRig.await("the samples", () -> rig.window().root().lookup(".sample") != null);
        WindowRig.run(() -> ((Button) rig.window().root().lookup(".sample")).fire());
        rig.awaitAnswer(sample("sign.answer.txt"));

        WindowRig.run(() -> rig.chat().startNew());
        WindowRig.run(() ->
                rig.window().offer(List.of(SAMPLES.resolve("chart-before.png"), SAMPLES.resolve("chart-after.png"))));
        WindowRig.await("two pictures", () -> rig.chat().tray().pictures().size() == 2);
        rig.type(robot, sample("charts.question.txt"));
        robot.push(KeyCode.ENTER);
        rig.awaitAnswer(sample("charts.answer.txt"));

        // Another question in place of the first: both stay.
        WindowRig.run(() -> {
            MessageViewModel question = rig.chat().messages().getFirst();
            question.beginEdit();
            question.draftProperty().set("Which chart has the higher B?");
            rig.chat().finishEdit(question);
        });
        rig.awaitAnswer("B: 8 and 2, picture 1");
        WindowRig.run(() -> rig.chat()
                .select(rig.chat()
                        .messages()
                        .getFirst()
                        .siblingsProperty()
                        .get()
                        .previous()));
        rig.awaitAnswer(sample("charts.answer.txt"));

        WindowRig.run(() -> rig.workbench().chatList().queryProperty().set("higher"));
        WindowRig.await(
                "a hit", () -> rig.workbench().chatList().rows().stream().anyMatch(Row.Hit.class::isInstance));
        WindowRig.run(() -> rig.workbench().chatList().queryProperty().set(""));

        Path exported = folder.resolve("chat.md");
        WindowRig.run(() -> rig.window().menu().export(ExportFormat.MARKDOWN, exported));
        WindowRig.await("the file", () -> Files.exists(exported));
        assertThat(Files.readString(exported)).contains(sample("charts.answer.txt"));

        long id = WindowRig.fx(() -> rig.chat().openIdProperty().get());
        close();
        open();
        WindowRig.run(() -> rig.chat().open(id));
        rig.awaitAnswer(sample("charts.answer.txt"));
        WindowRig.run(() -> assertThat(rig.chat()
                        .messages()
                        .getFirst()
                        .siblingsProperty()
                        .get()
                        .count())
                .isEqualTo(2));
    }

    private static String sample(String name) throws IOException {
        return Files.readString(SAMPLES.resolve(name)).strip();
    }
}
