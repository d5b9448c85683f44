package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.Screen;
import io.phiworkbench.ui.theme.Appearance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every screen as a screen reader and somebody with large letters meet it. */
class AccessibilityTest {
    private static final Path CHECKPOINT = Path.of("src/test/resources/oracle/phi35-vision");
    private static final String ANSWER =
            "Read https://example.org/ first.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n" + "```java\nint a = 1;\n```\n";
    private static final String ARABIC = "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643";

    @TempDir
    Path folder;

    private final List<String> findings = new ArrayList<>();
    private WindowRig rig;

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
        Messages.use(Locale.ENGLISH);
    }

    private void open(Locale locale) throws IOException {
        Messages.use(locale);
        Path picture = DrawnPictures.receipt(folder, "one.png", new String[][] {{"Tea", "2.50"}});
        Path broken = Files.writeString(folder.resolve("broken.png"), "not a picture");
        rig = new WindowRig(
                folder.resolve("user"),
                Path.of("assets").toAbsolutePath(),
                (_, _, _, _) -> new ScriptedModel(
                        "Scripted",
                        prompt -> ScriptedModel.lastText(prompt).equals(ARABIC) ? ARABIC : ANSWER,
                        Duration.ZERO));
        Workbench bench = rig.workbench();
        WindowRig.run(() -> bench.models().load(CHECKPOINT, LoadOptions.auto()));
        WindowRig.await("the model", () -> bench.models().current().isPresent());
        ask("Why?");
        WindowRig.run(() -> bench.chat().regenerate(bench.chat().messages().getLast()));
        awaitAnswer();
        WindowRig.run(() -> rig.window().offer(List.of(picture, broken)));
        WindowRig.await("the tray", () -> bench.chat().tray().items().size() == 2);
    }

    private void ask(String question) {
        WindowRig.run(() -> rig.workbench().chat().ask(question));
        awaitAnswer();
    }

    private void awaitAnswer() {
        WindowRig.await(
                "the answer",
                () -> !rig.workbench().chat().messages().isEmpty()
                        && !rig.workbench().chat().runningProperty().get()
                        && rig.workbench()
                                .chat()
                                .messages()
                                .getLast()
                                .message()
                                .details()
                                .isPresent());
    }

    /** Looks at every page of every screen. */
    private void everywhere(BiConsumer<String, Node> look) {
        for (Screen screen : Screen.values()) {
            WindowRig.run(() -> rig.workbench().screenProperty().set(screen));
            WindowRig.frames(6);
            List<ToggleButton> sections =
                    WindowRig.fx(() -> Controls.seen(rig.window().root())
                            .filter(node -> node.getStyleClass().contains("section-button"))
                            .map(ToggleButton.class::cast)
                            .toList());
            if (sections.isEmpty()) {
                WindowRig.run(() -> look.accept(screen.name(), rig.window().root()));
            }
            for (ToggleButton section : sections) {
                WindowRig.run(section::fire);
                WindowRig.frames(6);
                WindowRig.run(() -> look.accept(
                        screen + " " + section.getText(), rig.window().root()));
            }
        }
    }

    @Test
    void everyControlOfEveryScreenHasAName() throws IOException {
        open(Locale.ENGLISH);
        BiConsumer<String, Node> look =
                (place, root) -> Controls.nameless(root).forEach(found -> findings.add(place + ": " + found));
        everywhere(look);
        WindowRig.run(() -> {
            rig.workbench().screenProperty().set(Screen.CHAT);
            rig.workbench().settings().detailsShownProperty().set(true);
        });
        WindowRig.frames(6);
        WindowRig.run(() -> look.accept("details", rig.window().root()));
        WindowRig.run(() -> rig.window().addPreset());
        WindowRig.frames(6);
        WindowRig.run(() -> look.accept("preset", rig.window().root()));
        WindowRig.run(() ->
                rig.window().openTrayItem(rig.workbench().chat().tray().items().getFirst()));
        WindowRig.frames(6);
        WindowRig.run(() -> look.accept("viewer", rig.window().root()));
        assertThat(findings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void lettersOfTwiceTheSizeLeaveEveryControlInTheWindowAndEveryTextWhole(String language) throws IOException {
        open(Locale.of(language));
        WindowRig.run(() -> rig.workbench().settings().fontSizeProperty().set(2 * Appearance.DEFAULT_FONT_SIZE));
        WindowRig.frames(6);
        double width = WindowRig.fx(() -> rig.window().scene().getWidth());
        everywhere((place, root) -> {
            Controls.outside(root, width).forEach(found -> findings.add(place + " outside: " + found));
            Controls.cut(root).forEach(found -> findings.add(place + " cut: " + found));
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void anArabicQuestionAndItsAnswerRunFromRightToLeft() throws IOException {
        open(Locale.ENGLISH);
        WindowRig.run(() -> rig.workbench().chat().tray().clear());
        WindowRig.run(() -> rig.workbench().chat().startNew());
        ask(ARABIC);
        WindowRig.frames(6);
        List<NodeOrientation> directions =
                WindowRig.fx(() -> rig.window().root().lookupAll(".message .md-flow").stream()
                        .map(Node::getEffectiveNodeOrientation)
                        .toList());
        assertThat(directions).containsExactly(NodeOrientation.RIGHT_TO_LEFT, NodeOrientation.RIGHT_TO_LEFT);
    }
}
