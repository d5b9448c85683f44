package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.ui.i18n.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ready-made questions of the user's own, in the window. */
class PresetWindowTest {
    @TempDir
    Path folder;

    private WindowRig rig;

    @BeforeEach
    void open() {
        Messages.use(Locale.ENGLISH);
        rig = new WindowRig(folder, Path.of("assets").toAbsolutePath(), (_, _, _, _) -> {
            throw new AssertionError("nothing is loaded here");
        });
        WindowRig.await("the presets", () -> menu().getItems().size() > 5);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void oneIsMadeUsedChangedAndRemoved() {
        WindowRig.run(() -> item("New ready-made question …").fire());
        fill("Haiku", "Write a haiku in {language} about");
        WindowRig.await("the new one", () -> names().contains("Haiku"));
        WindowRig.run(() -> ((Menu) item("Haiku")).getItems().getFirst().fire());
        assertThat(draft()).isEqualTo("Write a haiku in English about");

        WindowRig.run(() -> ((Menu) item("Change ready-made question"))
                .getItems()
                .getFirst()
                .fire());
        fill("Poem", "Write a poem about");
        WindowRig.await("the changed one", () -> names().contains("Poem") && !names().contains("Haiku"));
        WindowRig.run(() -> {
            rig.workbench().chat().draftProperty().set("");
            item("Poem").fire();
        });
        assertThat(draft()).isEqualTo("Write a poem about");

        WindowRig.run(() -> ((Menu) item("Change ready-made question"))
                .getItems()
                .getFirst()
                .fire());
        press("#preset-remove");
        WindowRig.await("it is gone", () -> !names().contains("Poem"));
        assertThat(names()).doesNotContain("Change ready-made question");
    }

    private void fill(String name, String template) {
        WindowRig.await("the panel", () -> rig.window().root().lookup("#preset-name") != null);
        WindowRig.run(() -> {
            ((TextInputControl) rig.window().root().lookup("#preset-name")).setText(name);
            ((TextInputControl) rig.window().root().lookup("#preset-template")).setText(template);
        });
        press("#preset-save");
        WindowRig.await("no panel", () -> rig.window().root().lookup("#preset-name") == null);
    }

    private void press(String selector) {
        WindowRig.await(selector, () -> rig.window().root().lookup(selector) != null);
        WindowRig.run(() -> ((Button) rig.window().root().lookup(selector)).fire());
    }

    private MenuButton menu() {
        return (MenuButton) rig.window().root().lookup("#presets");
    }

    private List<String> names() {
        return menu().getItems().stream().map(MenuItem::getText).toList();
    }

    private MenuItem item(String text) {
        return menu().getItems().stream()
                .filter(item -> text.equals(item.getText()))
                .findFirst()
                .orElseThrow();
    }

    private String draft() {
        return WindowRig.fx(() -> rig.workbench().chat().draftProperty().get());
    }
}
