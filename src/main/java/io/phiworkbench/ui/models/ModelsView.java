package io.phiworkbench.ui.models;

import atlantafx.base.theme.Styles;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.models.ModelEntry;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.settings.WindowSettings;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The models screen: what is on disk, whether it fits, and what is loaded. */
public final class ModelsView extends ScrollPane {
    private static final List<Precision> PRECISIONS =
            List.of(Precision.AUTO, Precision.INT8, Precision.BF16, Precision.FP16, Precision.FP32);

    private final ModelsViewModel models;
    private final WindowSettings settings;
    private final FxThread threads;
    private final Function<ModelEntry.Usable, Optional<Node>> deletion;
    private final Function<ModelEntry.Usable, Optional<Node>> checking;
    private final VBox rows = new VBox();
    private final ListChangeListener<Object> refresh = _ -> show();

    /**
     * @param deletion makes what deletes a model; nothing for models that the program does not delete
     * @param checking makes what checks a model's files; nothing where no hashes are known
     * @param below comes after the models of this machine
     */
    public ModelsView(
            ModelsViewModel models,
            WindowSettings settings,
            FxThread threads,
            Function<ModelEntry.Usable, Optional<Node>> deletion,
            Function<ModelEntry.Usable, Optional<Node>> checking,
            Node below) {
        this.deletion = deletion;
        this.checking = checking;
        this.models = models;
        this.settings = settings;
        this.threads = threads;
        getStyleClass().add("screen");
        setFitToWidth(true);
        rows.getStyleClass().add("model-rows");
        Label hint = Nodes.label(Messages.text("models.hint"), Styles.TEXT_MUTED);
        hint.setWrapText(true);
        VBox page = new VBox(head(), hint, problem(), rows, below);
        page.getStyleClass().add("page");
        setContent(page);
        models.onDisk().addListener(refresh);
        models.loaded().addListener(refresh);
        models.loadingProperty().subscribe(_ -> show());
        settings.contextLengthProperty().subscribe(_ -> show());
        // What is free has changed since it was last looked at.
        sceneProperty().subscribe(_ -> show());
        addEventHandler(DragEvent.DRAG_OVER, this::dragOver);
        addEventHandler(DragEvent.DRAG_DROPPED, this::dropped);
    }

    private Node head() {
        Button open = Buttons.labelled(Feather.FOLDER_PLUS, Messages.text("models.open"), this::choose);
        open.setId("open-model-folder");
        HBox head = new HBox(Nodes.label(Messages.text("screen.models"), Styles.TITLE_2), Nodes.spacer(), open);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node problem() {
        Label text = new Label();
        text.setWrapText(true);
        text.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(
                text, Nodes.spacer(), Buttons.icon(Feather.X, Messages.text("common.close"), models::dismissProblem));
        row.getStyleClass().add("composer-problem");
        row.setAlignment(Pos.CENTER_LEFT);
        models.problemProperty().subscribe(p -> {
            Nodes.show(row, p != null);
            text.setText(p == null ? "" : p.message());
        });
        return row;
    }

    private void choose() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(Messages.text("models.open"));
        File folder = chooser.showDialog(getScene().getWindow());
        if (folder != null) {
            models.addFolder(folder.toPath());
        }
    }

    private void dragOver(DragEvent e) {
        if (e.getDragboard().hasFiles()) {
            e.acceptTransferModes(TransferMode.COPY);
        }
        e.consume();
    }

    private void dropped(DragEvent e) {
        e.getDragboard().getFiles().forEach(f -> models.addFolder(f.toPath()));
        e.setDropCompleted(true);
        e.consume();
    }

    private void show() {
        if (models.onDisk().isEmpty()) {
            Label none = Nodes.label(Messages.text("models.none"), Styles.TEXT_MUTED);
            none.setWrapText(true);
            rows.getChildren().setAll(none);
            return;
        }
        rows.getChildren().setAll(models.onDisk().stream().map(this::row).toList());
    }

    private Node row(ModelEntry entry) {
        return switch (entry) {
            case ModelEntry.Usable usable -> usable(usable);
            case ModelEntry.Broken broken -> broken(broken);
        };
    }

    private Node broken(ModelEntry.Broken entry) {
        Label reason = Nodes.label(Failures.text(entry.reason()), "model-reason");
        reason.setWrapText(true);
        VBox texts = new VBox(Nodes.label(entry.name(), "model-name"), reason, path(entry));
        texts.getStyleClass().add("model-texts");
        HBox.setHgrow(texts, Priority.ALWAYS);
        HBox card = new HBox(new FontIcon(Feather.ALERT_TRIANGLE), texts);
        if (entry.origin() == ModelEntry.Origin.ADDED) {
            card.getChildren().add(Buttons.icon(Feather.X, Messages.text("models.forget"), () -> models.forget(entry)));
        }
        return dressed(card);
    }

    private static Label path(ModelEntry entry) {
        Label path = Nodes.label(entry.folder().toString(), Styles.TEXT_MUTED, "path-text");
        path.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        path.setTooltip(Buttons.tooltip(path.getText()));
        return path;
    }

    private Node usable(ModelEntry.Usable entry) {
        ModelRow row = new ModelRow(entry, settings.contextLengthProperty().get(), threads);
        HBox title = new HBox(Nodes.label(entry.name(), "model-name"), new VerdictPill(row.estimateProperty()));
        title.getStyleClass().add("model-title");
        title.setAlignment(Pos.CENTER_LEFT);
        models.find(entry.folder())
                .ifPresent(m -> title.getChildren()
                        .add(Nodes.label(
                                Messages.text(
                                        "models.loaded",
                                        Figures.bytes(m.description().weightBytes()),
                                        m.description().precision()),
                                "verdict",
                                "loaded")));
        Label facts = Nodes.label(facts(entry), Styles.TEXT_MUTED);
        facts.setWrapText(true);
        VBox texts = new VBox(title, facts, path(entry));
        checking.apply(entry).ifPresent(texts.getChildren()::add);
        texts.getStyleClass().add("model-texts");
        HBox.setHgrow(texts, Priority.ALWAYS);
        HBox card = new HBox(new FontIcon(entry.readsImages() ? Feather.IMAGE : Feather.TYPE), texts, controls(row));
        return dressed(card);
    }

    private static Node dressed(HBox card) {
        card.getStyleClass().add("model-card");
        card.setAlignment(Pos.CENTER_LEFT);
        return card;
    }

    private static String facts(ModelEntry.Usable entry) {
        return Messages.text(
                entry.readsImages() ? "models.factsVision" : "models.facts",
                Figures.parameters(entry.parameters()),
                entry.storedPrecision(),
                Figures.bytes(entry.bytesOnDisk()),
                entry.contextLength(),
                entry.architecture());
    }

    private Node controls(ModelRow row) {
        HBox box = new HBox();
        box.getStyleClass().add("model-controls");
        box.setAlignment(Pos.CENTER_RIGHT);
        var ready = models.find(row.entry().folder());
        if (row.entry().folder().equals(models.loadingProperty().get())) {
            box.getChildren().setAll(loading());
        } else if (ready.isPresent()) {
            Button unload = new Button(Messages.text("models.unload"));
            unload.setOnAction(_ -> models.unload(ready.get()));
            Button use = new Button(Messages.text("models.use"));
            boolean current = ready.get().equals(models.currentProperty().get());
            use.setDisable(current);
            use.setText(Messages.text(current ? "models.inUse" : "models.use"));
            use.setOnAction(_ -> {
                models.select(ready.get());
                show();
            });
            box.getChildren().setAll(use, unload);
        } else {
            Button load = new Button(Messages.text("models.load"));
            load.getStyleClass().add(Styles.ACCENT);
            load.setAccessibleText(Messages.text("models.loadName", row.entry().name()));
            load.setOnAction(_ -> models.load(row.entry().folder(), row.options()));
            load.disableProperty().bind(models.loadingProperty().isNotNull());
            box.getChildren().setAll(precision(row), load);
            deletion.apply(row.entry()).ifPresent(box.getChildren()::add);
        }
        box.setMinWidth(USE_PREF_SIZE);
        return box;
    }

    private Node loading() {
        ProgressBar bar = new ProgressBar();
        bar.getStyleClass().add(Styles.MEDIUM);
        bar.progressProperty().bind(models.progressProperty());
        Label step = Nodes.label("", Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        step.textProperty().bind(models.stepProperty());
        VBox box = new VBox(bar, step);
        Button cancel = new Button(Messages.text("common.cancel"));
        cancel.setOnAction(_ -> models.cancelLoading());
        HBox both = new HBox(box, cancel);
        both.getStyleClass().add("model-controls");
        both.setAlignment(Pos.CENTER);
        return both;
    }

    private static Node precision(ModelRow row) {
        ChoiceBox<Precision> box = new ChoiceBox<>();
        box.getItems().setAll(PRECISIONS);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(Precision value) {
                return value == null ? "" : value == Precision.AUTO ? Messages.text("models.auto") : value.label();
            }

            @Override
            public Precision fromString(String text) {
                throw new UnsupportedOperationException("precisions are chosen, not typed");
            }
        });
        box.valueProperty().bindBidirectional(row.precisionProperty());
        box.setTooltip(Buttons.tooltip(Messages.text("models.precisionTip")));
        box.setAccessibleText(Messages.text("models.precision"));
        return box;
    }
}
