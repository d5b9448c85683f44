package io.phiworkbench.ui.analysis;

import atlantafx.base.theme.Styles;
import io.phiworkbench.analysis.Chart;
import io.phiworkbench.analysis.ChartAnswer;
import io.phiworkbench.analysis.ChartFiles;
import io.phiworkbench.analysis.ChartReading;
import io.phiworkbench.analysis.ChartTable;
import io.phiworkbench.analysis.ChartType;
import io.phiworkbench.analysis.TableFault;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.NameConverter;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.tray.ZoomPane;
import java.io.File;
import java.util.stream.Collectors;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The original left; its numbers right, and below them the chart drawn again from those numbers. */
public final class ChartView extends BorderPane {
    private final ChartViewModel charts;
    private final ZoomPane zoom = new ZoomPane();
    private final StackPane plot = new StackPane();
    private final ChoiceBox<ChartType> type = new ChoiceBox<>();
    private final TextField title = field("analyse.chart.title");
    private final TextField xAxis = field("analyse.chart.x");
    private final TextField yAxis = field("analyse.chart.y");
    private final TextField unit = field("analyse.chart.unit");
    private final TextArea asItIs = Nodes.tabMovesOn(new TextArea());
    private boolean showing;

    public ChartView(ChartViewModel charts) {
        this.charts = charts;
        getStyleClass().addAll("screen", "analyse");
        setTop(tools());
        SplitPane right = new SplitPane(numbers(), plot);
        right.setOrientation(Orientation.VERTICAL);
        right.setDividerPositions(0.5);
        plot.getStyleClass().add("chart-plot");
        VBox left = new VBox(original(), question());
        VBox.setVgrow(left.getChildren().getFirst(), Priority.ALWAYS);
        SplitPane split = new SplitPane(left, right);
        split.setDividerPositions(0.48);
        setCenter(split);
        charts.chartProperty().subscribe(this::show);
        addEventHandler(DragEvent.DRAG_OVER, e -> {
            if (e.getDragboard().hasFiles()) {
                e.acceptTransferModes(TransferMode.COPY);
                e.consume();
            }
        });
        addEventHandler(DragEvent.DRAG_DROPPED, e -> {
            charts.open(e.getDragboard().getFiles().getFirst().toPath());
            e.setDropCompleted(true);
            e.consume();
        });
    }

    private static TextField field(String key) {
        TextField field = new TextField();
        field.setPromptText(Messages.text(key));
        field.setAccessibleText(Messages.text(key));
        field.setTooltip(Buttons.tooltip(Messages.text(key)));
        return field;
    }

    private Node tools() {
        Button choose = Buttons.labelled(Feather.FOLDER, Messages.text("analyse.chart.choose"), this::choose);
        Button read = Buttons.labelled(Feather.PLAY, Messages.text("analyse.chart.again"), charts::read);
        read.setId("chart-read");
        Button stop = Buttons.labelled(Feather.SQUARE, Messages.text("analyse.stop"), charts::stop);
        charts.runningProperty().subscribe(running -> {
            Nodes.show(stop, running);
            Nodes.show(read, !running);
        });
        read.disableProperty().bind(charts.pictureProperty().isNull());
        Label status = Nodes.label("", Styles.TEXT_MUTED);
        status.textProperty().bind(charts.statusProperty());
        HBox row = new HBox(choose, read, stop, Nodes.spacer(), status, exports());
        row.getStyleClass().add("analyse-tools");
        Label problem = new Label();
        problem.setWrapText(true);
        problem.textProperty().bind(charts.problemProperty());
        HBox bar = new HBox(new FontIcon(Feather.ALERT_TRIANGLE), problem);
        bar.getStyleClass().add("analyse-problem");
        charts.problemProperty().subscribe(line -> Nodes.show(bar, !line.isEmpty()));
        return new VBox(row, bar);
    }

    private Node exports() {
        MenuButton menu = new MenuButton(Messages.text("analyse.export"), new FontIcon(Feather.DOWNLOAD));
        for (ChartFiles kind : ChartFiles.values()) {
            menu.getItems()
                    .add(Buttons.menuItem(
                            null, Messages.text("analyse.chart.export." + kind.extension()), () -> export(kind)));
        }
        menu.disableProperty().bind(charts.chartProperty().isNull());
        return menu;
    }

    private void export(ChartFiles kind) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName("chart." + kind.extension());
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            charts.export(kind, file.toPath());
        }
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Messages.text("analyse.chart.choose"));
        File file = chooser.showOpenDialog(getScene().getWindow());
        if (file != null) {
            charts.open(file.toPath());
        }
    }

    private Node original() {
        Label hint = Nodes.label(Messages.text("analyse.chart.drop"), Styles.TEXT_MUTED);
        hint.setWrapText(true);
        VBox empty = new VBox(new FontIcon(Feather.BAR_CHART_2), hint);
        empty.getStyleClass().add("analyse-empty");
        charts.pictureProperty().subscribe(opened -> {
            Nodes.show(zoom, opened != null);
            Nodes.show(empty, opened == null);
            if (opened != null) {
                zoom.setImage(opened.shown(), opened.width(), opened.height());
                zoom.fit();
            }
        });
        return new StackPane(zoom, empty);
    }

    private Node question() {
        TextField question = field("analyse.chart.question");
        question.setId("chart-question");
        question.setOnAction(_ -> charts.ask(question.getText()));
        HBox.setHgrow(question, Priority.ALWAYS);
        Button ask = new Button(Messages.text("analyse.chart.ask"));
        ask.setMinWidth(USE_PREF_SIZE);
        ask.setOnAction(_ -> charts.ask(question.getText()));
        HBox row = new HBox(question, ask);
        row.getStyleClass().add("analyse-head");
        row.disableProperty().bind(charts.chartProperty().isNull().or(charts.runningProperty()));
        Label answer = new Label();
        answer.setId("chart-answer");
        answer.setWrapText(true);
        Label used = Nodes.label("", Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        used.setWrapText(true);
        charts.answerProperty().subscribe(said -> {
            Nodes.show(answer, said != null);
            Nodes.show(used, said != null);
            answer.setText(said == null ? "" : said.answer());
            used.setText(said == null ? "" : numbersUsed(said));
        });
        VBox box = new VBox(row, answer, used);
        box.getStyleClass().add("analyse-question");
        return box;
    }

    private static String numbersUsed(ChartAnswer said) {
        String used =
                said.used().stream().map(u -> u.category() + " " + u.value()).collect(Collectors.joining(" · "));
        String line =
                used.isEmpty() ? Messages.text("analyse.chart.usedNone") : Messages.text("analyse.chart.used", used);
        return said.unknown().isEmpty()
                ? line
                : line + "\n" + Messages.text("analyse.chart.unknown", String.join(", ", said.unknown()));
    }

    private Node numbers() {
        type.getItems().setAll(ChartType.values());
        type.setConverter(new NameConverter<>(t -> Messages.text("analyse.type." + t.label())));
        type.setAccessibleText(Messages.text("analyse.chart.type"));
        type.valueProperty().subscribe(value -> change(() -> charts.setType(value)));
        title.setOnAction(_ -> change(this::describe));
        for (TextField field : new TextField[] {title, xAxis, yAxis, unit}) {
            field.setOnAction(_ -> change(this::describe));
            field.focusedProperty().subscribe(focused -> {
                if (!focused) {
                    change(this::describe);
                }
            });
        }
        unit.getStyleClass().add("unit-field");
        type.setMinWidth(USE_PREF_SIZE);
        unit.setMinWidth(USE_PREF_SIZE);
        HBox titleRow = new HBox(type, title);
        HBox axisRow = new HBox(xAxis, yAxis, unit);
        titleRow.getStyleClass().add("analyse-head");
        axisRow.getStyleClass().add("analyse-head");
        HBox.setHgrow(title, Priority.ALWAYS);
        HBox.setHgrow(xAxis, Priority.ALWAYS);
        HBox.setHgrow(yAxis, Priority.ALWAYS);
        ChartTableView table = new ChartTableView(charts);
        table.setPlaceholder(Nodes.label(Messages.text("analyse.chart.none"), Styles.TEXT_MUTED));
        VBox.setVgrow(table, Priority.ALWAYS);
        Button add = Buttons.labelled(Feather.PLUS, Messages.text("analyse.chart.addRow"), charts::addRow);
        Button remove = Buttons.labelled(
                Feather.MINUS,
                Messages.text("analyse.chart.removeRow"),
                () -> charts.removeRow(table.getSelectionModel().getSelectedIndex()));
        remove.disableProperty()
                .bind(table.getSelectionModel().selectedItemProperty().isNull());
        FlowPane rows = new FlowPane(add, remove);
        rows.getStyleClass().add("analyse-tools-below");
        VBox pane = new VBox(titleRow, axisRow, table, rows);
        pane.getStyleClass().add("analyse-text");
        Node refused = refused();
        charts.refusedProperty().subscribe(no -> {
            Nodes.show(refused, no != null);
            Nodes.show(pane, no == null);
        });
        pane.disableProperty().bind(charts.chartProperty().isNull());
        return new StackPane(pane, refused);
    }

    /** The answer as it is, with the reason; a person can make a table of it. */
    private Node refused() {
        Label reason = Nodes.label("", "analyse-warning");
        reason.setWrapText(true);
        asItIs.setId("chart-as-it-is");
        VBox.setVgrow(asItIs, Priority.ALWAYS);
        Button use = Buttons.labelled(Feather.CHECK, Messages.text("analyse.chart.useText"), () -> {
            try {
                charts.setTable(ChartTable.parse(asItIs.getText()));
            } catch (TableFault fault) {
                reason.setText(Messages.text("analyse.chart.stillNone", Failures.text(fault)));
            }
        });
        charts.refusedProperty().subscribe((ChartReading.NotATable no) -> {
            if (no != null) {
                reason.setText(
                        no.isNoChart()
                                ? Messages.text("analyse.chart.noChart")
                                : Messages.text(
                                        no.attempts() > 1 ? "analyse.chart.refused" : "analyse.chart.refusedOnce",
                                        Failures.text(no.fault())));
                asItIs.setText(no.answer());
            }
        });
        VBox pane = new VBox(reason, asItIs, use);
        pane.getStyleClass().add("analyse-text");
        return pane;
    }

    private void describe() {
        charts.setTitle(title.getText().strip());
        charts.setAxes(
                xAxis.getText().strip(), yAxis.getText().strip(), unit.getText().strip());
    }

    /** What the person changes, and not what is shown because it has changed. */
    private void change(Runnable change) {
        if (!showing) {
            change.run();
        }
    }

    private void show(Chart chart) {
        showing = true;
        type.setValue(chart == null ? null : chart.type());
        title.setText(chart == null ? "" : chart.title());
        xAxis.setText(chart == null ? "" : chart.xAxis());
        yAxis.setText(chart == null ? "" : chart.yAxis());
        unit.setText(chart == null ? "" : chart.unit());
        plot.getChildren().clear();
        if (chart != null) {
            plot.getChildren().setAll(ChartPlot.of(chart, charts.colours()));
        }
        showing = false;
    }
}
