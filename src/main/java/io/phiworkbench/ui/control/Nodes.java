package io.phiworkbench.ui.control;

import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Small things that every view needs. */
public final class Nodes {
    private Nodes() {}

    /** Takes what room is left in a row. */
    public static Region spacer() {
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }

    /** Shows a node, or hides it so that it takes no room. */
    public static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /** A label with style classes. */
    public static Label label(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    /** Gives a node the keyboard as soon as it is in a window. */
    public static void focusWhenShown(Node node) {
        node.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                Platform.runLater(node::requestFocus);
            }
        });
    }
}
