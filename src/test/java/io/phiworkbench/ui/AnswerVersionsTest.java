package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.ui.i18n.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of an answer in the window: run again, and set beside each other. */
class AnswerVersionsTest {
    @TempDir
    Path folder;

    private final AtomicInteger runs = new AtomicInteger();
    private List<String> answers = List.of();
    private WindowRig rig;

    @BeforeEach
    void open() {
        Messages.use(Locale.ENGLISH);
        rig = WindowRig.answering(folder, _ -> answers.get(Math.min(runs.getAndIncrement(), answers.size() - 1)));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void ask(String first, String second) {
        answers = List.of(first, second);
        rig.ask("What colour is it?");
        rig.awaitAnswer(first);
    }

    @Test
    void whatDiffersIsMarkedInsideTheFormattedAnswer() {
        String second = "It is **2 cups**:\n\n| Item | Cups |\n|---|---:|\n| Tea | 2 |";
        ask("It is **1 cup**:\n\n| Item | Cups |\n|---|---:|\n| Tea | 1 |", second);

        WindowRig.run(() -> item(Messages.text("chat.repeat")).fire());
        rig.awaitAnswer(second);
        WindowRig.await("the difference", () -> difference() != null);

        assertThat(texts(".md-removed")).containsExactlyInAnyOrder("1", "cup", "1");
        assertThat(texts(".md-strong.md-added")).containsExactlyInAnyOrder("2", "cups");
        assertThat(texts(".md-table .md-added")).containsExactly("2");
        assertThat(texts(".md-text")).noneMatch(text -> text.contains("|") || text.contains("*"));
    }

    @Test
    void anAnswerRunAgainShowsItsDifferenceUntilItIsClosed() {
        ask("The sky is blue today.", "The sky is very grey today.");
        WindowRig.run(() -> item(Messages.text("chat.repeat")).fire());
        rig.awaitAnswer("The sky is very grey today.");
        WindowRig.await("the difference", () -> difference() != null);

        assertThat(texts(".md-removed")).containsExactly("blue");
        assertThat(texts(".md-added")).containsExactlyInAnyOrder(" very", "grey");
        assertThat(WindowRig.fx(() -> ((Label) difference().lookup(".difference-summary")).getText()))
                .isEqualTo("Compared with version 1: 1 word removed, 2 added");
        assertThat(WindowRig.fx(
                        () -> difference().lookup(".md-flow").queryAccessibleAttribute(AccessibleAttribute.TEXT)))
                .asString()
                .contains("[removed: blue]", "[added: very]", "[added: grey]");

        WindowRig.run(() -> ((Button) difference().lookup(".button")).fire());
        WindowRig.await("the answer itself", () -> difference() == null);

        // Any two versions can be set beside each other later.
        WindowRig.run(() -> {
            Menu versions = (Menu) item(Messages.text("chat.difference"));
            assertThat(versions.getItems()).extracting(MenuItem::getText).containsExactly("Version 1");
            versions.getItems().getFirst().fire();
        });
        WindowRig.await("the difference again", () -> difference() != null);
    }

    private Node difference() {
        return rig.window().root().lookup(".difference");
    }

    private List<String> texts(String selector) {
        return WindowRig.fx(() -> difference().lookupAll(selector).stream()
                .map(Text.class::cast)
                .map(Text::getText)
                .toList());
    }

    /** An entry of the last answer's menu. */
    private MenuItem item(String text) {
        return rig.window().root().lookupAll(".answer").stream()
                .flatMap(answer -> answer.lookupAll(".message-tools .menu-button").stream())
                .map(MenuButton.class::cast)
                .flatMap(menu -> menu.getItems().stream())
                .filter(item -> text.equals(item.getText()))
                .reduce((_, last) -> last)
                .orElseThrow();
    }
}
