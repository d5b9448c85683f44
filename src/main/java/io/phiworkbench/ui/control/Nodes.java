package io.phiworkbench.ui.control;

import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
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

    /** A label of as many lines as its text needs. */
    public static Label wrapped(String text, String... styleClasses) {
        Label label = label(text, styleClasses);
        label.setWrapText(true);
        // Else a page that is short of room takes it from its texts, which then end in dots.
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** A label with style classes. */
    public static Label label(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    /** Lets Tab leave a text area, as it leaves every other control; Ctrl+Tab would be the only way else. */
    public static <T extends TextArea> T tabMovesOn(T area) {
        area.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.TAB && !e.isControlDown() && !e.isAltDown()) {
                area.requestFocusTraversal(e.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
                e.consume();
            }
        });
        return area;
    }

    /** Gives the first control below a node the keyboard, unless one there has it. */
    public static void focusInside(Node node) {
        if (node != null && !node.isFocusWithin()) {
            controls(node).findFirst().ifPresent(Node::requestFocus);
        }
    }

    private static Stream<Node> controls(Node node) {
        if (!node.isVisible() || node.isDisabled()) {
            return Stream.empty();
        }
        Stream<Node> below = node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream().flatMap(Nodes::controls)
                : Stream.empty();
        return node.isFocusTraversable() ? Stream.of(node) : below;
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
