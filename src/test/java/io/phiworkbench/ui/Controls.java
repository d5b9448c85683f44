package io.phiworkbench.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.text.Text;

/** Looks at the controls of a window as somebody does who has no pointer, or needs large letters. */
final class Controls {
    private Controls() {}

    /** Everything below a node that is seen, the node itself among it. */
    static Stream<Node> seen(Node node) {
        if (!node.isVisible()) {
            return Stream.empty();
        }
        Stream<Node> below = node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream().flatMap(Controls::seen)
                : Stream.empty();
        return Stream.concat(Stream.of(node), below);
    }

    /** What Tab goes to. */
    static List<Node> focusable(Node root) {
        return seen(root)
                .filter(node -> node.isFocusTraversable() && !node.isDisabled())
                .toList();
    }

    /** Those that a screen reader could say nothing of. */
    static List<String> nameless(Node root) {
        return focusable(root).stream()
                .filter(node -> !hasName(node) && !isLabelled(root, node))
                .map(Controls::describe)
                .toList();
    }

    private static boolean hasName(Node node) {
        boolean said =
                node.getAccessibleText() != null && !node.getAccessibleText().isBlank();
        return said
                || node instanceof Labeled labeled
                        && labeled.getText() != null
                        && !labeled.getText().isBlank();
    }

    private static boolean isLabelled(Node root, Node node) {
        return seen(root).anyMatch(other -> other instanceof Label label && label.getLabelFor() == node);
    }

    /** Focusable controls that reach beyond the left or right side of the window. */
    static List<String> outside(Node root, double width) {
        return focusable(root).stream()
                .filter(node -> {
                    var bounds = node.localToScene(node.getLayoutBounds());
                    return bounds.getMinX() < -1 || bounds.getMaxX() > width + 1;
                })
                .map(node -> describe(node) + " at " + node.localToScene(node.getLayoutBounds()))
                .toList();
    }

    /** Buttons and labels whose text is cut by an ellipsis; names of files and models in their rows may be. */
    static List<String> cut(Node root) {
        List<String> cut = new ArrayList<>();
        seen(root).filter(Labeled.class::isInstance).map(Labeled.class::cast).forEach(labeled -> {
            String wanted = labeled.getText();
            if (wanted == null || wanted.isBlank() || labeled.getWidth() == 0 || mayBeCut(labeled)) {
                return;
            }
            labeled.getChildrenUnmodifiable().stream()
                    .filter(Text.class::isInstance)
                    .map(text -> ((Text) text).getText())
                    .filter(shown -> !shown.equals(wanted) && shown.endsWith(labeled.getEllipsisString()))
                    .map(shown -> describe(labeled) + " shows " + shown)
                    .forEach(cut::add);
        });
        return cut;
    }

    private static boolean mayBeCut(Labeled labeled) {
        return labeled.getStyleClass().contains("path-text") || labeled instanceof TableCell<?, ?>;
    }

    static String describe(Node node) {
        String text = node instanceof Labeled labeled ? " '" + labeled.getText() + "'" : "";
        String in = node.getParent() == null ? "" : " in " + node.getParent().getStyleClass();
        return node.getClass().getSimpleName() + "#" + node.getId() + node.getStyleClass() + text + in;
    }
}
