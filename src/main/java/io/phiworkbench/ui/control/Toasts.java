package io.phiworkbench.ui.control;

import atlantafx.base.theme.Styles;
import javafx.animation.FadeTransition;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** Short notices in the corner that go by themselves: for what finished elsewhere and for undo, never for errors. */
public final class Toasts extends VBox {
    private static final Duration SHOWN = Duration.seconds(5);
    private static final Duration FADE = Duration.millis(140);

    public Toasts() {
        getStyleClass().add("toasts");
        setPickOnBounds(false);
        setAlignment(Pos.BOTTOM_CENTER);
    }

    public void show(String text) {
        add(new HBox(new Label(text)));
    }

    /** A notice with something to do about it, such as undo. */
    public void show(String text, String actionName, Runnable action) {
        HBox toast = new HBox(new Label(text));
        Button button = new Button(actionName);
        button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, Styles.ACCENT);
        button.setOnAction(_ -> {
            getChildren().remove(toast);
            action.run();
        });
        toast.getChildren().addAll(Nodes.spacer(), button);
        add(toast);
    }

    private void add(HBox toast) {
        toast.getStyleClass().add("toast");
        toast.setAlignment(Pos.CENTER_LEFT);
        toast.setMaxWidth(USE_PREF_SIZE);
        getChildren().add(toast);
        PauseTransition pause = new PauseTransition(SHOWN);
        pause.setOnFinished(_ -> {
            FadeTransition fade = new FadeTransition(FADE, toast);
            fade.setToValue(0);
            fade.setOnFinished(_ -> getChildren().remove(toast));
            fade.play();
        });
        pause.play();
    }
}
