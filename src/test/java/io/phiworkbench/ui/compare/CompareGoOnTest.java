package io.phiworkbench.ui.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.compare.Outcome;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.ui.ScriptedModel;
import io.phiworkbench.ui.WindowRig;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prompt set whose run the end of the program, or the user, cut off. */
class CompareGoOnTest {
    private static final Path MODELS = Path.of("src/test/resources/oracle").toAbsolutePath();

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean endless = true;
    private Path set;
    private WindowRig rig;

    @BeforeEach
    void begin() throws IOException {
        Messages.use(Locale.ENGLISH);
        set = Files.writeString(folder.resolve("set.csv"), "prompt,expected\nfirst?,first\nsecond?,second\n");
        rig = open();
        WindowRig.run(() -> rig.workbench().models().addFolder(MODELS));
        WindowRig.await("models", () -> compare().choices().all().size() > 3);
        WindowRig.run(() -> {
            choose(0, "phi-demo");
            choose(1, "phi35-vision");
            pane(1).optionsProperty().set(pane(1).optionsProperty().get().withTemperature(0.5));
            rig.workbench().screenProperty().set(Screen.COMPARE);
            compare().openSet(set);
        });
        WindowRig.await("the set", () -> compare().promptSetProperty().get() != null);
        WindowRig.run(() -> compare().run());
        WindowRig.await(
                "three answers and the beginning of the fourth",
                () -> pane(0).outcome(0).isPresent()
                        && pane(0).outcome(1).isPresent()
                        && pane(1).outcome(0).isPresent()
                        && asked.contains("phi35-vision second?"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private WindowRig open() {
        return new WindowRig(
                folder.resolve("user"),
                Path.of("assets").toAbsolutePath(),
                (path, options, progress, cancelled) -> model(path.getFileName().toString()));
    }

    private ChatModel model(String name) {
        return new ScriptedModel(
                name,
                prompt -> {
                    String question = ScriptedModel.lastText(prompt);
                    asked.add(name + " " + question);
                    return endless && name.equals("phi35-vision") && question.equals("second?")
                            ? "on and ".repeat(100_000)
                            : question.replace("?", "");
                },
                Duration.ofMillis(1));
    }

    @Test
    void theNextStartGoesOnAndAsksOnlyWhatIsMissing() {
        rig.close();
        endless = false;
        asked.clear();
        rig = open();
        WindowRig.run(() -> rig.workbench().screenProperty().set(Screen.COMPARE));
        WindowRig.await(
                "what is left, and its models",
                () -> compare().unfinishedProperty().get() != null
                        && compare().choices().all().size() > 3);
        assertThat(text()).isEqualTo("A run of set.csv is not finished: 3 of 4 answers are there.");

        WindowRig.run(() -> ((Button) rig.window().root().lookup("#compare-go-on")).fire());
        WindowRig.await(
                "the rest",
                () -> !compare().runningProperty().get()
                        && compare().panes().stream()
                                .allMatch(p ->
                                        p.outcome(0).isPresent() && p.outcome(1).isPresent()));

        assertThat(asked).containsExactly("phi35-vision second?");
        assertThat(compare().panes()).hasSize(2).allSatisfy(pane -> {
            assertThat(answer(pane, 0)).isEqualTo("first");
            assertThat(answer(pane, 1)).isEqualTo("second");
        });
        assertThat(pane(1).optionsProperty().get().temperature()).isEqualTo(0.5);
        assertThat(WindowRig.fx(() -> compare().summaries()))
                .extracting(s -> s.exact().orElseThrow())
                .containsExactly(1.0, 1.0);
        assertThat(folder.resolve("user/compare/run.jsonl")).doesNotExist();
        WindowRig.await(
                "nothing more to do", () -> compare().unfinishedProperty().get() == null);
        assertThat(WindowRig.fx(() -> bar().isVisible())).isFalse();
    }

    @Test
    void aRunThatWasStoppedCanGoOnOrBeForgotten() {
        WindowRig.run(() -> compare().stop());
        WindowRig.await("what is left", () -> compare().unfinishedProperty().get() != null);
        assertThat(text()).contains("3 of 4");
        endless = false;
        asked.clear();

        WindowRig.run(() -> compare().discardUnfinished());

        assertThat(WindowRig.fx(() -> bar().isVisible())).isFalse();
        WindowRig.run(() -> compare().run());
        WindowRig.await("all anew", () -> !compare().runningProperty().get() && asked.size() == 4);
    }

    @Test
    void aModelThatIsGoneIsNamed() throws IOException {
        rig.close();
        Path kept = folder.resolve("user/compare/run.jsonl");
        Files.writeString(kept, Files.readString(kept).replace("oracle/phi35-vision", "oracle/phi35-gone"));
        rig = open();
        WindowRig.await("what is left", () -> compare().unfinishedProperty().get() != null);
        WindowRig.run(() -> compare().goOn());
        assertThat(compare().problemProperty().get()).contains("phi35-gone", "is not there any more");
        assertThat(compare().runningProperty().get()).isFalse();
    }

    private static String answer(PaneViewModel pane, int question) {
        return ((Outcome.Answered) pane.outcome(question).orElseThrow())
                .result()
                .text()
                .strip();
    }

    private Node bar() {
        return rig.window().root().lookup("#compare-unfinished").getParent();
    }

    private String text() {
        return WindowRig.fx(() -> {
            assertThat(bar().isVisible()).isTrue();
            return ((Labeled) rig.window().root().lookup("#compare-unfinished")).getText();
        });
    }

    private void choose(int pane, String name) {
        pane(pane)
                .choiceProperty()
                .set(compare().choices().all().stream()
                        .filter(c -> c.key().endsWith(name))
                        .findFirst()
                        .orElseThrow());
    }

    private PaneViewModel pane(int index) {
        return compare().panes().get(index);
    }

    private CompareViewModel compare() {
        return rig.workbench().compare();
    }
}
