package io.phiworkbench.ui.markdown;

import javafx.scene.layout.Region;
import javafx.scene.text.TextFlow;

/**
 * A cell as wide as its text, up to a limit from which on it wraps. A text flow alone would let the grid make it as
 * narrow as a letter.
 */
final class TableCellPane extends Region {
    private static final double WIDEST = 360;

    private final TextFlow flow;
    private final Block.Alignment alignment;

    TableCellPane(TextFlow flow, Block.Alignment alignment, String styleClass) {
        this.flow = flow;
        this.alignment = alignment;
        getStyleClass().addAll("md-cell", styleClass);
        getChildren().add(flow);
    }

    @Override
    protected double computeMinWidth(double height) {
        return computePrefWidth(height);
    }

    @Override
    protected double computePrefWidth(double height) {
        return snapSizeX(textWidth()) + sides();
    }

    @Override
    protected double computePrefHeight(double width) {
        return snapSizeY(flow.prefHeight(textWidth()))
                + getInsets().getTop()
                + getInsets().getBottom();
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() - sides();
        double width = Math.min(room, textWidth());
        double shift = switch (alignment) {
            case START -> 0;
            case CENTER -> (room - width) / 2;
            case END -> room - width;
        };
        flow.resizeRelocate(getInsets().getLeft() + shift, getInsets().getTop(), width, flow.prefHeight(width));
    }

    private double textWidth() {
        return Math.min(WIDEST, Math.ceil(flow.prefWidth(-1)) + 1);
    }

    private double sides() {
        return getInsets().getLeft() + getInsets().getRight();
    }
}
