package io.phiworkbench.ui.shell;

import atlantafx.base.controls.ModalPane;
import atlantafx.base.util.Animations;
import io.phiworkbench.ui.control.Nodes;
import java.util.ArrayDeque;
import java.util.Queue;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/**
 * The place over the window for one sheet at a time. The keyboard goes into the sheet and afterwards back to where it
 * was.
 */
public final class Overlay {
    private static final Duration FADE_IN = Duration.millis(120);
    private static final double WIDEST = 0.92;
    private static final double HIGHEST = 0.9;

    private final ModalPane pane = new ModalPane();
    private final Queue<Node> waiting = new ArrayDeque<>();
    private Node focusedBelow;

    public Overlay() {
        pane.getStyleClass().add("overlay");
        pane.setFocusTraversable(false);
        pane.setInTransitionFactory(node -> Animations.fadeIn(node, FADE_IN));
        // Closed at once: the end of a fading would close the sheet that was opened meanwhile.
        pane.setOutTransitionFactory(null);
        pane.displayProperty().subscribe(this::shownChanged);
    }

    /** What belongs over everything else of the window. */
    public Node node() {
        return pane;
    }

    public boolean isShown() {
        return pane.isDisplay();
    }

    /** Shows a sheet, in place of one that is there. */
    public void show(Node sheet) {
        pane.show(sheet);
        Platform.runLater(() -> Nodes.focusInside(pane.getContent()));
    }

    /** Shows a sheet as soon as the one that is there was closed. */
    public void showInTurn(Node sheet) {
        if (isShown()) {
            waiting.add(sheet);
        } else {
            show(sheet);
        }
    }

    /** Shows a sheet that is nearly as large as the window. */
    public void showLarge(Region sheet) {
        Scene scene = pane.getScene();
        sheet.maxWidthProperty().bind(scene.widthProperty().multiply(WIDEST));
        sheet.maxHeightProperty().bind(scene.heightProperty().multiply(HIGHEST));
        sheet.prefWidthProperty().bind(sheet.maxWidthProperty());
        sheet.prefHeightProperty().bind(sheet.maxHeightProperty());
        show(sheet);
    }

    public void hide() {
        pane.hide();
    }

    private void shownChanged(boolean shown) {
        if (shown) {
            focusedBelow = pane.getScene().getFocusOwner();
        } else {
            Platform.runLater(this::takeAway);
        }
    }

    /** What was closed leaves the window, else Tab would still go into it. */
    private void takeAway() {
        if (isShown()) {
            return;
        }
        pane.setContent(null);
        if (focusedBelow != null) {
            focusedBelow.requestFocus();
        }
        if (!waiting.isEmpty()) {
            show(waiting.remove());
        }
    }
}
