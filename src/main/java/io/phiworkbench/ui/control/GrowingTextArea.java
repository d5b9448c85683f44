package io.phiworkbench.ui.control;

import javafx.beans.binding.Bindings;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/** A text area as high as its text, up to a limit from which on it scrolls. */
public final class GrowingTextArea extends TextArea {
    private static final double BORDERS = 2;
    private final double highest;
    private Text content;

    /** @param highest in pixels */
    public GrowingTextArea(double highest) {
        this.highest = highest;
        setWrapText(true);
        getStyleClass().add("growing-text-area");
        setPrefRowCount(1);
        Nodes.tabMovesOn(this);
        textProperty().subscribe(text -> setNodeOrientation(TextDirection.of(text)));
        skinProperty().subscribe(_ -> watchContent());
    }

    private void watchContent() {
        applyCss();
        content = (Text) lookup(".text");
        if (content == null) {
            return;
        }
        prefHeightProperty()
                .bind(Bindings.createDoubleBinding(
                        this::height, content.boundsInLocalProperty(), paddingProperty(), fontProperty()));
        minHeightProperty().bind(prefHeightProperty());
    }

    private double height() {
        double lines = content.getBoundsInLocal().getHeight();
        double around = getInsets().getTop() + getInsets().getBottom() + contentPadding() + BORDERS;
        return Math.min(highest, Math.ceil(lines + around));
    }

    /** The theme pads the text inside the scrolled content. */
    private double contentPadding() {
        return lookup(".content") instanceof Region inside
                ? inside.getInsets().getTop() + inside.getInsets().getBottom()
                : 0;
    }
}
