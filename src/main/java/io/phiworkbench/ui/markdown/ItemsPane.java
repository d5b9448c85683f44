package io.phiworkbench.ui.markdown;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/**
 * Items of a list below each other, each as high as its text is at the width that is there. A grid takes the height
 * from the width that a text would like to have, which is that of a letter for one that can be selected.
 */
final class ItemsPane extends Region {
    private static final double BETWEEN = 6;
    private static final double BESIDE = 8;

    private final List<Row> rows = new ArrayList<>();

    private record Row(Label mark, Region text) {}

    ItemsPane() {
        getStyleClass().add("md-list");
    }

    void add(Label mark, Region text) {
        rows.add(new Row(mark, text));
        getChildren().addAll(mark, text);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return indent();
    }

    @Override
    protected double computePrefWidth(double height) {
        return indent()
                + rows.stream()
                        .mapToDouble(row -> Math.max(0, row.text.prefWidth(-1)))
                        .max()
                        .orElse(0)
                + getInsets().getRight();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double room = room(width < 0 ? prefWidth(-1) : width);
        double texts = rows.stream().mapToDouble(row -> height(row, room)).sum();
        return getInsets().getTop()
                + texts
                + BETWEEN * Math.max(0, rows.size() - 1)
                + getInsets().getBottom();
    }

    @Override
    protected void layoutChildren() {
        double indent = indent();
        double room = room(getWidth());
        double y = getInsets().getTop();
        for (Row row : rows) {
            double height = height(row, room);
            double mark = row.mark.prefWidth(-1);
            row.mark.resizeRelocate(indent - BESIDE - mark, y, mark, row.mark.prefHeight(-1));
            row.text.resizeRelocate(indent, y, room, height);
            y += height + BETWEEN;
        }
    }

    /** Marks end at the same place. */
    private double indent() {
        double widest =
                rows.stream().mapToDouble(row -> row.mark.prefWidth(-1)).max().orElse(0);
        return snapSizeX(getInsets().getLeft() + widest + BESIDE);
    }

    private double room(double width) {
        return Math.max(1, width - indent() - getInsets().getRight());
    }

    private double height(Row row, double room) {
        return snapSizeY(Math.max(row.text.prefHeight(room), row.mark.prefHeight(-1)));
    }
}
