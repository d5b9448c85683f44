package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small windows and large letters: nothing is cut off that cannot be scrolled to, and nothing lies over anything. */
class LittleRoomTest {
    private static final int LARGE = 24;

    @TempDir
    Path folder;

    private WindowRig rig;

    @BeforeEach
    void open() {
        Messages.use(Locale.FRENCH); // longer words
        rig = WindowRig.answering(folder, _ -> "Oui");
        WindowRig.run(() -> {
            rig.stage().setWidth(900);
            rig.stage().setHeight(600);
        });
    }

    @AfterEach
    void close() {
        rig.close();
        Messages.use(Locale.ENGLISH);
    }

    @Test
    void theFirstScreenSaysItsWholeSentences() {
        for (int size : List.of(14, LARGE)) {
            letters(size);
            List<String> shown = WindowRig.fx(() -> nodes(".start-page")
                    .flatMap(page -> labels((Parent) page).stream())
                    .filter(label -> label.isVisible() && !label.getText().isEmpty())
                    .map(label -> ((Text) label.lookup(".text")).getText())
                    .toList());
            assertThat(shown).as("letters of " + size).isNotEmpty().noneMatch(text -> text.endsWith("..."));
        }
    }

    @Test
    void panesKeepTheRoomTheirModelAndTheirFiguresNeed() {
        WindowRig.run(() -> {
            rig.workbench().compare().addPane();
            rig.workbench().screenProperty().set(Screen.COMPARE);
        });
        WindowRig.await("a plan", () -> rig.workbench().compare().planProperty().get() != null);
        WindowRig.frames(5);
        ScrollPane room = (ScrollPane) rig.node(".compare-room");
        assertThat(WindowRig.fx(() -> room.getContent().getLayoutBounds().getWidth()))
                .as("three panes beside each other")
                .isLessThanOrEqualTo(WindowRig.fx(() -> room.getViewportBounds().getWidth()));
        WindowRig.run(() -> {
            rig.workbench().compare().promptProperty().set("Combien ?");
            rig.workbench().compare().run();
        });
        WindowRig.await(
                "figures",
                () -> rig.workbench().compare().panes().stream()
                        .allMatch(pane -> pane.figuresProperty().get() != null));
        WindowRig.frames(5);
        for (int size : List.of(14, LARGE)) {
            letters(size);
            WindowRig.run(() -> nodes(".compare-pane").forEach(pane -> {
                Bounds bounds = pane.localToScene(pane.getLayoutBounds());
                assertThat(pane.lookup(".compare-model").getLayoutBounds().getWidth())
                        .as("the name of the model, in letters of " + size)
                        .isGreaterThan(8 * size);
                pane.lookupAll(".compare-figures .compare-figure")
                        .forEach(figure -> assertThat(figure.localToScene(figure.getLayoutBounds())
                                        .getMaxX())
                                .as("a figure, in letters of " + size)
                                .isLessThanOrEqualTo(bounds.getMaxX()));
                assertThat(pane.lookup(".compare-scroll").getLayoutBounds().getHeight())
                        .as("the answer, in letters of " + size)
                        .isGreaterThan(4 * size);
            }));
        }
    }

    @Test
    void aRefusedFileStaysInsideTheQuestion() throws IOException {
        Path file = Files.writeString(folder.resolve("a file with a rather long name.properties"), "no picture");
        WindowRig.run(() -> {
            rig.workbench().settings().detailsShownProperty().set(true);
            rig.chat().tray().addFiles(List.of(file));
        });
        WindowRig.await("the refusal", () -> rig.window().root().lookup(".tray-tile.refused") != null);
        letters(LARGE);
        WindowRig.run(() -> {
            Node tile = rig.window().root().lookup(".tray-tile.refused");
            Node tray = tile.getParent();
            assertThat(tile.getBoundsInParent().getMaxX())
                    .isLessThanOrEqualTo(tray.getLayoutBounds().getWidth());
        });
    }

    private void letters(int size) {
        WindowRig.run(() -> rig.workbench().settings().fontSizeProperty().set(size));
        WindowRig.frames(5);
    }

    private Stream<Node> nodes(String selector) {
        return rig.window().root().lookupAll(selector).stream();
    }

    private static List<Label> labels(Parent parent) {
        List<Label> found = new ArrayList<>();
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child instanceof Label label) {
                found.add(label);
            } else if (child instanceof Parent inside && child.isVisible()) {
                found.addAll(labels(inside));
            }
        }
        return found;
    }
}
