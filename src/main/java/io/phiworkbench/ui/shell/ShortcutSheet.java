package io.phiworkbench.ui.shell;

import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** All shortcuts on one page. */
public final class ShortcutSheet extends VBox {
    private record Row(String text, KeyCombination keys) {}

    public ShortcutSheet(Runnable close) {
        getStyleClass().addAll("panel-sheet", "shortcut-sheet");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        HBox head = new HBox(
                Nodes.label(Messages.text("shortcuts.title"), Styles.TITLE_3),
                Nodes.spacer(),
                Buttons.icon(Feather.X, Messages.text("common.close"), close));
        head.setAlignment(Pos.CENTER_LEFT);
        GridPane grid = new GridPane();
        grid.getStyleClass().add("shortcut-grid");
        List<Row> all = rows();
        int half = (all.size() + 1) / 2;
        for (int i = 0; i < all.size(); i++) {
            Label keys = Nodes.label(name(all.get(i).keys()), "keys");
            GridPane.setHalignment(keys, HPos.RIGHT);
            grid.add(new Label(all.get(i).text()), i / half * 2, i % half);
            grid.add(keys, i / half * 2 + 1, i % half);
        }
        getChildren().setAll(head, grid);
    }

    /** JavaFX names keys in English only. */
    private static String name(KeyCombination keys) {
        return keys.getDisplayText()
                .replace("Shift", Messages.text("keys.shift"))
                .replace("Escape", Messages.text("keys.escape"))
                .replace("Delete", Messages.text("keys.delete"));
    }

    private static List<Row> rows() {
        Stream<Row> shortcuts = Arrays.stream(Shortcut.values()).map(s -> new Row(Messages.text(s.key()), s.keys()));
        Stream<Row> screens = Arrays.stream(Screen.values())
                .map(s -> new Row(Messages.text("shortcut.screen", Messages.text(s.key())), s.keys()));
        return Stream.concat(shortcuts, screens).toList();
    }
}
