package io.phiworkbench.ui.shell;

import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** All shortcuts on one page. */
public final class ShortcutSheet extends VBox {
    private static final int ROWS = (Shortcut.values().length + 1) / 2;

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
        for (Shortcut shortcut : Shortcut.values()) {
            Label keys = Nodes.label(shortcut.keys().getDisplayText(), "keys");
            GridPane.setHalignment(keys, HPos.RIGHT);
            int column = shortcut.ordinal() / ROWS * 2;
            grid.add(new Label(Messages.text(shortcut.key())), column, shortcut.ordinal() % ROWS);
            grid.add(keys, column + 1, shortcut.ordinal() % ROWS);
        }
        getChildren().setAll(head, grid);
    }
}
