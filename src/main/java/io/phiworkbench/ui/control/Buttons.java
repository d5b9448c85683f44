package io.phiworkbench.ui.control;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** Buttons that look alike: flat with an icon, named for the screen reader, explained by a tooltip. */
public final class Buttons {
    private static final Duration TOOLTIP_DELAY = Duration.millis(400);

    private Buttons() {}

    /** A flat button that shows only an icon; the name is its tooltip and what a screen reader says. */
    public static Button icon(Ikon icon, String name, Runnable action) {
        Button button = dress(new Button(null, new FontIcon(icon)), name);
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /** A flat on/off button that shows only an icon. */
    public static ToggleButton toggle(Ikon icon, String name) {
        ToggleButton button = dress(new ToggleButton(null, new FontIcon(icon)), name);
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        return button;
    }

    /** A button with an icon and a text. */
    public static Button labelled(Ikon icon, String text, Runnable action) {
        Button button = new Button(text, new FontIcon(icon));
        button.setOnAction(_ -> action.run());
        return button;
    }

    public static MenuItem menuItem(Ikon icon, String text, Runnable action) {
        MenuItem item = icon == null ? new MenuItem(text) : new MenuItem(text, new FontIcon(icon));
        item.setOnAction(_ -> action.run());
        return item;
    }

    public static Tooltip tooltip(String text) {
        Tooltip tooltip = new Tooltip(text);
        tooltip.setShowDelay(TOOLTIP_DELAY);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        return tooltip;
    }

    /** Gives an icon-only button its name. */
    public static <T extends ButtonBase> T dress(T button, String name) {
        button.setAccessibleText(name);
        button.setTooltip(tooltip(name));
        return button;
    }
}
