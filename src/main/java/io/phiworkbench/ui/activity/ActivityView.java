package io.phiworkbench.ui.activity;

import atlantafx.base.theme.Styles;
import io.phiworkbench.failure.FileFault;
import io.phiworkbench.ui.activity.ActivityViewModel.Run;
import io.phiworkbench.ui.activity.ActivityViewModel.Sample;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The activity screen: live charts, and the session's runs as a table. */
public final class ActivityView extends ScrollPane {
    /** Two charts beside each other where there is room for them. */
    private static final double CHART_EMS = 22;

    private static final double TABLE_HEIGHT = 240;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Button export = new Button(Messages.text("activity.csv"), new FontIcon(Feather.DOWNLOAD));
    private final ActivityViewModel activity;
    private final FxThread threads;
    private final Consumer<String> report;
    private final Map<Sparkline, ToDoubleFunction<Sample>> charts = new LinkedHashMap<>();
    private final ListChangeListener<Sample> refresh = _ -> draw();

    /** @param report says what could not be done */
    public ActivityView(ActivityViewModel activity, FxThread threads, Consumer<String> report) {
        this.activity = activity;
        this.threads = threads;
        this.report = report;
        getStyleClass().add("screen");
        setFitToWidth(true);
        charts.put(
                new Sparkline(Messages.text("activity.speed"), "chart-speed", Figures::rate), Sample::tokensPerSecond);
        charts.put(memory("activity.process", "chart-process"), Sample::resident);
        charts.put(memory("activity.heap", "chart-heap"), Sample::javaHeap);
        charts.put(memory("activity.cache", "chart-cache"), Sample::keyValueCache);
        if (activity.samples().stream().anyMatch(s -> s.device() > 0)) {
            charts.put(memory("activity.device", "chart-device"), Sample::device);
        }
        VBox page =
                new VBox(Nodes.label(Messages.text("screen.activity"), Styles.TITLE_2), charts(), tableHead(), table());
        page.getStyleClass().addAll("page", "activity-page");
        setContent(page);
        // Only while it is shown: drawing what nobody sees costs frames.
        sceneProperty().subscribe(scene -> {
            activity.samples().removeListener(refresh);
            if (scene != null) {
                activity.samples().addListener(refresh);
                draw();
            }
        });
    }

    private Node charts() {
        TilePane tiles = new TilePane();
        tiles.getStyleClass().add("charts");
        // Its minimum is the tiles' width, which follows from its own: it would never become narrower again.
        tiles.setMinWidth(0);
        tiles.getChildren().setAll(charts.keySet());
        tiles.prefTileWidthProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> tileWidth(tiles), tiles.widthProperty(), tiles.hgapProperty(), export.fontProperty()));
        return tiles;
    }

    private double tileWidth(TilePane tiles) {
        boolean two = tiles.getWidth() >= 2 * CHART_EMS * export.getFont().getSize();
        return two ? Math.floor((tiles.getWidth() - tiles.getHgap()) / 2) : tiles.getWidth();
    }

    private static Sparkline memory(String key, String styleClass) {
        return new Sparkline(Messages.text(key), styleClass, bytes -> Figures.bytes((long) bytes));
    }

    private void draw() {
        charts.forEach((chart, value) -> chart.show(
                activity.samples().stream().map(s -> value.applyAsDouble(s)).toList()));
    }

    private Node tableHead() {
        export.setOnAction(_ -> export());
        export.disableProperty().bind(Bindings.isEmpty(activity.runs()));
        HBox head = new HBox(Nodes.label(Messages.text("activity.runs"), Styles.TITLE_4), Nodes.spacer(), export);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private TableView<Run> table() {
        TableView<Run> table = new TableView<>(activity.runs());
        table.setAccessibleText(Messages.text("activity.runs"));
        table.getStyleClass().addAll(Styles.STRIPED, Styles.DENSE);
        table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
        table.setPrefHeight(TABLE_HEIGHT);
        Label none = Nodes.label(Messages.text("activity.none"), Styles.TEXT_MUTED);
        table.setPlaceholder(none);
        table.getColumns()
                .add(column(
                        "time",
                        5.5,
                        r -> r.when().atZone(ZoneId.systemDefault()).format(TIME)));
        table.getColumns().add(column("model", 13.5, Run::model));
        table.getColumns().add(column("prompt", 5.5, r -> number(r.statistics().promptTokens())));
        table.getColumns().add(column("images", 7.5, r -> number(r.statistics().imageTokens())));
        table.getColumns().add(column("answer", 5.5, r -> number(r.statistics().generatedTokens())));
        table.getColumns()
                .add(column("first", 6.5, r -> Figures.seconds(r.statistics().timeToFirstToken())));
        table.getColumns()
                .add(column("prefill", 8, r -> Figures.rate(r.statistics().prefillTokensPerSecond())));
        table.getColumns()
                .add(column("decode", 8, r -> Figures.rate(r.statistics().decodeTokensPerSecond())));
        table.getColumns()
                .add(column(
                        "memory", 6, r -> Figures.bytes(r.statistics().memory().processResident())));
        return table;
    }

    private static String number(int value) {
        return Messages.text("activity.number", value);
    }

    /** Wider letters need wider columns; what does not fit then scrolls sideways. */
    private TableColumn<Run, String> column(String name, double ems, Function<Run, String> value) {
        TableColumn<Run, String> column = new TableColumn<>(Messages.text("activity.column." + name));
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(value.apply(cell.getValue())));
        column.setSortable(false);
        column.prefWidthProperty()
                .bind(Bindings.createDoubleBinding(() -> ems * export.getFont().getSize(), export.fontProperty()));
        return column;
    }

    private void export() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Messages.text("activity.csv"));
        chooser.setInitialFileName("runs.csv");
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file == null) {
            return;
        }
        String csv = activity.csv();
        threads.call(() -> write(file.toPath(), csv), _ -> {}, e -> report.accept(Failures.text(e)));
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    Messages.text("activity.unwritten", file, Failures.text(FileFault.of(e))), e);
        }
    }
}
