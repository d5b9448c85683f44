package io.phiworkbench.ui.models;

import atlantafx.base.theme.Styles;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.models.ModelEntry;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.settings.WindowSettings;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A short list of models below a button: one click changes who answers. */
public final class ModelPicker {
    private static final double WIDTH = 420;
    private static final double TALLEST = 420;

    private final ModelsViewModel models;
    private final WindowSettings settings;
    private final FxThread threads;
    private final Runnable showAll;
    private final Popup popup = new Popup();
    private Supplier<List<Other>> others = List::of;

    /** @param showAll shows the models screen */
    public ModelPicker(ModelsViewModel models, WindowSettings settings, FxThread threads, Runnable showAll) {
        this.models = models;
        this.settings = settings;
        this.threads = threads;
        this.showAll = showAll;
        popup.setAutoHide(true);
        popup.setHideOnEscape(true);
    }

    /**
     * A model that is not of this machine's disk.
     *
     * @param use lets it answer
     */
    public record Other(String name, String facts, boolean current, Runnable use) {}

    /** @param models asked whenever the list opens */
    public void setOthers(Supplier<List<Other>> models) {
        others = models;
    }

    /** Opens below a node, its right edge at the node's. */
    public void show(Node below) {
        VBox rows = new VBox();
        rows.getStyleClass().add("picker-rows");
        List<ModelEntry.Usable> usable = models.onDisk().stream()
                .filter(ModelEntry.Usable.class::isInstance)
                .map(ModelEntry.Usable.class::cast)
                .toList();
        usable.forEach(entry -> rows.getChildren().add(row(entry)));
        List<Other> more = others.get();
        more.forEach(other -> rows.getChildren().add(row(other)));
        if (usable.isEmpty() && more.isEmpty()) {
            Label none = Nodes.label(Messages.text("models.none"), Styles.TEXT_MUTED);
            none.setWrapText(true);
            rows.getChildren().add(none);
        }
        ScrollPane scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(TALLEST);
        Button all = Buttons.labelled(Feather.BOX, Messages.text("models.all"), () -> {
            popup.hide();
            showAll.run();
        });
        all.getStyleClass().add(Styles.FLAT);
        all.setMaxWidth(Double.MAX_VALUE);
        VBox panel = new VBox(scroll, all);
        panel.getStyleClass().add("model-picker");
        panel.setPrefWidth(WIDTH);
        panel.getStylesheets().setAll(below.getScene().getStylesheets());
        popup.getContent().setAll(panel);
        Bounds bounds = below.localToScreen(below.getBoundsInLocal());
        popup.show(below, bounds.getMaxX() - WIDTH, bounds.getMaxY() + 4);
        if (!rows.getChildren().isEmpty()) {
            rows.getChildren().getFirst().requestFocus();
        }
    }

    private Node row(ModelEntry.Usable entry) {
        ModelRow row = new ModelRow(entry, settings.contextLengthProperty().get(), threads);
        boolean current =
                models.current().map(m -> m.folder().equals(entry.folder())).orElse(false);
        Label facts = Nodes.label(
                Messages.text(
                        entry.readsImages() ? "models.shortVision" : "models.short",
                        Figures.parameters(entry.parameters()),
                        Figures.bytes(entry.bytesOnDisk())),
                Styles.TEXT_MUTED,
                Styles.TEXT_SMALL);
        VBox texts = new VBox(Nodes.label(entry.name(), "model-name"), facts);
        HBox content = new HBox(
                new FontIcon(current ? Feather.CHECK : entry.readsImages() ? Feather.IMAGE : Feather.TYPE),
                texts,
                Nodes.spacer(),
                new VerdictPill(row.estimateProperty()));
        content.setAlignment(Pos.CENTER_LEFT);
        content.getStyleClass().add("picker-row");
        Button button = new Button(null, content);
        button.getStyleClass().addAll(Styles.FLAT, "picker-button");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(entry.name());
        content.prefWidthProperty().bind(button.widthProperty().subtract(32));
        button.setOnAction(_ -> {
            popup.hide();
            choose(row);
        });
        return button;
    }

    private Node row(Other other) {
        Label facts = Nodes.label(other.facts(), Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        HBox content = new HBox(
                new FontIcon(other.current() ? Feather.CHECK : Feather.CLOUD),
                new VBox(Nodes.label(other.name(), "model-name"), facts));
        content.setAlignment(Pos.CENTER_LEFT);
        content.getStyleClass().add("picker-row");
        Button button = new Button(null, content);
        button.getStyleClass().addAll(Styles.FLAT, "picker-button");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(other.name());
        content.prefWidthProperty().bind(button.widthProperty().subtract(32));
        button.setOnAction(_ -> {
            popup.hide();
            other.use().run();
        });
        return button;
    }

    private void choose(ModelRow row) {
        LoadOptions options = row.options();
        models.find(row.entry().folder())
                .ifPresentOrElse(models::select, () -> models.load(row.entry().folder(), options));
    }
}
