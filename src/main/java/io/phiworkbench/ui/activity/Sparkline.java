package io.phiworkbench.ui.activity;

import io.phiworkbench.ui.control.Nodes;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;

/** A value over the last minutes: its name, what it is now, its largest, and its line. */
final class Sparkline extends VBox {
    private static final double HEIGHT = 96;

    private final DoubleFunction<String> format;
    private final Label now = Nodes.label("", "chart-now");
    private final Label most = Nodes.label("", "chart-most");
    private final Polyline line = new Polyline();
    private final Polygon area = new Polygon();
    private final Pane plot = new Pane(area, line);
    private final String name;
    private double[] values = {};

    Sparkline(String name, String styleClass, DoubleFunction<String> format) {
        this.name = name;
        this.format = format;
        getStyleClass().addAll("chart-card", styleClass);
        line.getStyleClass().add("chart-line");
        area.getStyleClass().add("chart-area");
        plot.setMinHeight(HEIGHT);
        plot.setPrefHeight(HEIGHT);
        plot.widthProperty().subscribe(_ -> draw());
        HBox head = new HBox(Nodes.label(name, "section"), Nodes.spacer(), most);
        getChildren().setAll(head, now, plot);
    }

    void show(List<Double> next) {
        values = next.stream().mapToDouble(v -> v).toArray();
        draw();
    }

    private void draw() {
        if (values.length == 0 || plot.getWidth() == 0) {
            return;
        }
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        double last = values[values.length - 1];
        now.setText(format.apply(last));
        most.setText(largest > 0 ? "▲ " + format.apply(largest) : "");
        setAccessibleText(name + ": " + now.getText());
        double step = plot.getWidth() / (ActivityViewModel.SECONDS - 1);
        double x = plot.getWidth() - step * (values.length - 1);
        line.getPoints().clear();
        area.getPoints().setAll(x, HEIGHT);
        for (double value : values) {
            double y = largest == 0 ? HEIGHT - 1 : HEIGHT - 1 - value / largest * (HEIGHT - 8);
            line.getPoints().addAll(x, y);
            area.getPoints().addAll(x, y);
            x += step;
        }
        area.getPoints().addAll(plot.getWidth(), HEIGHT);
    }
}
