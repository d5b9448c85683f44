package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.SelectableTextFlow;
import io.phiworkbench.ui.control.ClipboardText;
import io.phiworkbench.ui.i18n.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import javafx.stage.Window;
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

        assertThat(texts(".md-removed")).containsExactlyInAnyOrder("1 cup", "1");
        assertThat(texts(".md-strong.md-added")).containsExactly("2 cups");
        assertThat(texts(".md-table .md-added")).containsExactly("2");
        assertThat(texts(".md-text")).noneMatch(text -> text.contains("|") || text.contains("*"));
    }

    private void repeat(String first, String second) {
        ask(first, second);
        WindowRig.run(() -> item(Messages.text("chat.repeat")).fire());
        rig.awaitAnswer(second);
        WindowRig.await("the difference", () -> difference() != null);
        WindowRig.await("its place", () -> difference().getLayoutBounds().getHeight() > 0);
        WindowRig.run(() -> rig.window().root().layout());
    }

    @Test
    void anItemThatWentHasASignInsteadOfANumberAndLeavesNoGap() {
        repeat(
                "1. Open the lid.\n2. Pour in the water.\n3. Press the button.",
                "1. Open the lid.\n2. Press the button.\n3. Wait a while for it.");

        assertThat(WindowRig.fx(() -> difference().lookupAll(".md-mark").stream()
                        .map(mark -> ((Label) mark).getText())
                        .toList()))
                .containsExactly("1.", "−", "2.", "3.");
        List<Bounds> items = WindowRig.fx(() -> difference().lookupAll(".md-item").stream()
                .map(Node::getBoundsInParent)
                .toList());
        double line = items.getFirst().getHeight();
        for (int i = 1; i < items.size(); i++) {
            assertThat(items.get(i).getMinY() - items.get(i - 1).getMaxY()).isBetween(0.0, 10.0);
            assertThat(items.get(i).getHeight()).isLessThan(1.8 * line);
        }
        assertThat(line).isLessThan(30);
    }

    @Test
    void selectedTextIsCopiedWithoutWhatWentUnlessNothingElseIsSelected() {
        repeat("The sky is blue today.", "The sky is very grey today.");
        SelectableTextFlow flow =
                WindowRig.fx(() -> (SelectableTextFlow) difference().lookup(".md-flow"));

        press(flow, KeyCode.A);
        press(flow, KeyCode.C);
        assertThat(clipboard()).isEqualTo("The sky is very grey today.");

        int from = "The sky is ".length();
        WindowRig.run(() -> flow.selectRange(from, from + "blue".length()));
        press(flow, KeyCode.C);
        assertThat(clipboard()).isEqualTo("blue");

        WindowRig.run(() -> flow.selectRange("The ".length(), from + "bluevery".length()));
        press(flow, KeyCode.C);
        assertThat(clipboard()).isEqualTo("sky is very");
    }

    @Test
    void nothingSelectedLeavesTheClipboardAlone() {
        ask("A table:\n\n| a |\n|---|\n| cell |", "");
        WindowRig.run(() -> ClipboardText.put("from elsewhere"));
        SelectableTextFlow flow = awaitText(".md-flow", "A table:");
        press(flow, KeyCode.C);
        assertThat(clipboard()).isEqualTo("from elsewhere");

        SelectableTextFlow cell = awaitText(".md-table-even .md-cell-text", "cell");
        press(cell, KeyCode.A);
        press(cell, KeyCode.C);
        assertThat(clipboard()).isEqualTo("cell");
    }

    @Test
    void theMenuOfTheRightButtonCopiesWhatIsSelected() {
        ask("Copy me or not", "");
        SelectableTextFlow flow = awaitText(".md-flow", "Copy me or not");
        assertThat(menu(flow).getItems()).extracting(MenuItem::isDisable).containsExactly(true, false);

        WindowRig.run(() -> flow.selectRange(0, "Copy me".length()));
        ContextMenu menu = menu(flow);
        WindowRig.run(() -> menu.getItems().getFirst().fire());
        assertThat(clipboard()).isEqualTo("Copy me");
    }

    /** Opens it and takes it away again. */
    private static ContextMenu menu(Node node) {
        WindowRig.run(() ->
                node.fireEvent(new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 1, 1, 1, 1, false, null)));
        return WindowRig.fx(() -> {
            ContextMenu menu = Window.getWindows().stream()
                    .filter(ContextMenu.class::isInstance)
                    .map(ContextMenu.class::cast)
                    .findFirst()
                    .orElseThrow();
            menu.hide();
            return menu;
        });
    }

    /** Of the answer, which is parsed in the background, maybe more than once while it grows. */
    private SelectableTextFlow awaitText(String selector, String text) {
        Supplier<Optional<SelectableTextFlow>> find =
                () -> rig.window().root().lookupAll(".answer " + selector).stream()
                        .map(SelectableTextFlow.class::cast)
                        .filter(flow -> flow.getContentAsString().equals(text))
                        .findFirst();
        WindowRig.await(text, () -> find.get().isPresent());
        return WindowRig.fx(() -> find.get().orElseThrow());
    }

    private static void press(Node node, KeyCode key) {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        WindowRig.run(() -> node.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, !mac, false, mac)));
    }

    private static String clipboard() {
        return WindowRig.fx(() -> Clipboard.getSystemClipboard().getString());
    }

    @Test
    void aParagraphPutInFrontIsMarkedAsAWholeAndThoseBehindItInside() {
        repeat(
                "The first receipt lists three dishes.\n\nThe second receipt adds a tart.",
                "Here are both.\n\nThe first receipt lists four dishes.\n\nThe second receipt adds a tart.");

        assertThat(texts(".md-whole-added .md-text")).containsExactly("Here are both.");
        assertThat(WindowRig.fx(() -> difference().lookupAll(".md-whole-removed")))
                .isEmpty();
        assertThat(texts(".md-removed")).containsExactly("three");
    }

    @Test
    void codeStaysABlockWithASignBeforeLinesThatWentOrCame() {
        repeat(
                "```python\nimport os\nprint(1 + 2)\nprint(3)\n```",
                "```python\nprint(1 + 2 + 3)\nprint(3)\nimport sys, time\n```");

        assertThat(String.join("", texts(".md-code-signs .md-text"))).isEqualTo("−\n \n \n+");
        assertThat(texts(".md-added")).contains(" + 3", "import sys, time");
        Node code = WindowRig.fx(() -> difference().lookupAll(".md-code-text").stream()
                .reduce((_, last) -> last)
                .orElseThrow());
        Node signs = WindowRig.fx(() -> difference().lookup(".md-code-signs"));
        assertThat(code.getLayoutBounds().getHeight())
                .as("no line is broken")
                .isEqualTo(signs.getLayoutBounds().getHeight());
    }

    @Test
    void anAnswersCodeIsAsWideAsItsLines() {
        ask("```java\nString s = \"a line that is longer than a letter\";\n```", "");
        Node code = awaitText(".md-code-text", "String s = \"a line that is longer than a letter\";");
        WindowRig.await("its place", () -> code.getLayoutBounds().getWidth() > 0);
        assertThat(WindowRig.fx(() -> code.getLayoutBounds().getHeight())).isLessThan(50);
        assertThat(WindowRig.fx(() -> code.getLayoutBounds().getWidth())).isGreaterThan(200);
    }

    @Test
    void anAnswerRunAgainShowsItsDifferenceUntilItIsClosed() {
        ask("The sky is blue today.", "The sky is very grey today.");
        WindowRig.run(() -> item(Messages.text("chat.repeat")).fire());
        rig.awaitAnswer("The sky is very grey today.");
        WindowRig.await("the difference", () -> difference() != null);

        assertThat(texts(".md-removed")).containsExactly("blue");
        assertThat(texts(".md-added")).containsExactly("very grey");
        assertThat(WindowRig.fx(() -> ((Label) difference().lookup(".difference-summary")).getText()))
                .isEqualTo("Compared with version 1: 1 word removed, 2 added");
        assertThat(WindowRig.fx(
                        () -> difference().lookup(".md-flow").queryAccessibleAttribute(AccessibleAttribute.TEXT)))
                .asString()
                .contains("[removed: blue]", "[added: very grey]");

        assertThat(WindowRig.fx(() -> rig.window().root().lookupAll(".answer").stream()
                        .map(Node::getAccessibleText)
                        .toList()))
                .last()
                .asString()
                .contains("Compared with version 1: 1 word removed, 2 added\nThe sky is very grey today.");

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
