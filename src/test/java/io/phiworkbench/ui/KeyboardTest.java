package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.ChatListViewModel.Row;
import io.phiworkbench.ui.shell.Screen;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** A session without a pointer. */
class KeyboardTest {
    @TempDir
    Path folder;

    private final FxRobot robot = new FxRobot();
    private WindowRig rig;

    @BeforeEach
    void open() {
        Messages.use(Locale.ENGLISH);
        rig = WindowRig.answering(folder, prompt -> "You asked: " + ScriptedModel.lastText(prompt));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void askingEditingSearchingAndGoingThroughTheScreens() {
        robot.write("first question", 0);
        robot.push(KeyCode.ENTER);
        rig.awaitAnswer("You asked: first question");

        // Up in the empty field edits the last question; Enter asks it again.
        robot.push(KeyCode.UP);
        WindowRig.await(
                "the editor",
                () -> focused() instanceof TextInputControl field
                        && field.getText().equals("first question"));
        robot.push(KeyCode.END);
        robot.write(" changed", 0);
        robot.push(KeyCode.ENTER);
        rig.awaitAnswer("You asked: first question changed");

        // A new chat, a search, and back to the first through the list.
        robot.push(KeyCode.CONTROL, KeyCode.N);
        WindowRig.await("an empty chat", () -> rig.chat().messages().isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.K);
        WindowRig.await(
                "the search",
                () -> focused() != null && "search".equals(focused().getId()));
        robot.write("changed", 0);
        WindowRig.await(
                "a hit", () -> rig.workbench().chatList().rows().stream().anyMatch(Row.Hit.class::isInstance));
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.ENTER);
        rig.awaitAnswer("You asked: first question changed");
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.push(KeyCode.ESCAPE);

        for (Screen screen : Screen.values()) {
            robot.push(KeyCode.CONTROL, KeyCode.getKeyCode(Integer.toString(screen.ordinal() + 1)));
            WindowRig.await(
                    screen.name(), () -> rig.workbench().screenProperty().get() == screen);
        }
        robot.push(KeyCode.F1);
        WindowRig.await("the shortcuts", () -> rig.window().root().lookup(".shortcut-sheet") != null);
        robot.push(KeyCode.ESCAPE);
        WindowRig.await("no sheet", () -> rig.window().root().lookup(".shortcut-sheet") == null);
    }

    @Test
    void theTabKeyComesAroundToEveryControlOfTheChat() {
        rig.ask("one");
        rig.awaitAnswer("You asked: one");
        WindowRig.frames(5);
        Set<Node> expected =
                WindowRig.fx(() -> new HashSet<>(Controls.focusable(rig.window().root())));
        Set<Node> reached = new HashSet<>();
        WindowRig.run(() -> rig.window().focusQuestion());
        for (int i = 0; i < expected.size() * 2 && !reached.containsAll(expected); i++) {
            robot.push(KeyCode.TAB);
            WindowRig.frames(1);
            reached.add(WindowRig.fx(this::focused));
        }
        assertThat(expected).isNotEmpty();
        assertThat(reached).containsAll(expected);
    }

    @Test
    void theMenuOfAChatInTheListPinsIt() {
        rig.ask("one");
        rig.awaitAnswer("You asked: one");
        WindowRig.await(
                "the chat", () -> rig.workbench().chatList().rows().stream().anyMatch(Row.Chat.class::isInstance));
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.DOWN);
        WindowRig.frames(2);
        robot.push(KeyCode.SHIFT, KeyCode.F10);
        WindowRig.await("the menu", () -> Window.getWindows().stream().anyMatch(ContextMenu.class::isInstance));
        WindowRig.run(() -> Window.getWindows().stream()
                .filter(ContextMenu.class::isInstance)
                .flatMap(menu -> ((ContextMenu) menu).getItems().stream())
                .filter(item -> Messages.text("chats.pin").equals(item.getText()))
                .findFirst()
                .orElseThrow()
                .fire());
        WindowRig.await(
                "pinned",
                () -> rig.workbench().chatList().rows().stream()
                        .anyMatch(row -> row instanceof Row.Chat(var c) && c.pinned()));
    }

    @Test
    void theProbabilitiesOfAnAnswerAreReadWithTheArrows() {
        WindowRig.run(() -> rig.chat().update(c -> c.withOptions(c.options().withAlternatives(5))));
        rig.ask("one");
        rig.awaitAnswer("You asked: one");
        WindowRig.run(() -> item(Messages.text("chat.probabilities")).fire());
        WindowRig.await("the tokens", () -> probabilities() != null);
        WindowRig.run(() -> probabilities().requestFocus());
        robot.push(KeyCode.RIGHT);
        robot.push(KeyCode.RIGHT);
        assertThat(WindowRig.fx(() -> ((Label) probabilities().lookup(".probability-detail")).getText()))
                .contains("asked:", "another", "%");
        assertThat(WindowRig.fx(() -> probabilities().getAccessibleText())).startsWith("asked:");
    }

    @Test
    void theSettingsOfAnAnswerAreShownUnderIt() {
        WindowRig.run(() -> rig.chat()
                .update(c -> c.withOptions(
                        c.options().withTemperature(0.7).withSeed(3).withMaxTokens(99))));
        rig.ask("one");
        rig.awaitAnswer("You asked: one");
        WindowRig.run(() -> item(Messages.text("chat.settings")).fire());
        WindowRig.run(() -> assertThat(((Label) rig.window().root().lookup(".answer .figures")).getText())
                .contains("Scripted int8 cpu", "temperature 0.7", "seed 3", "at most 99 tokens"));
    }

    private MenuItem item(String text) {
        return rig.window().root().lookupAll(".answer .message-tools .menu-button").stream()
                .flatMap(menu -> ((MenuButton) menu).getItems().stream())
                .filter(item -> text.equals(item.getText()))
                .findFirst()
                .orElseThrow();
    }

    private Node probabilities() {
        return rig.window().root().lookup(".probabilities");
    }

    private Node focused() {
        return rig.window().scene().getFocusOwner();
    }
}
