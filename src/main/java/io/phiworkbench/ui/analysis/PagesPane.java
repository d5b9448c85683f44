package io.phiworkbench.ui.analysis;

import atlantafx.base.theme.Styles;
import io.phiworkbench.analysis.OcrExport;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import java.io.File;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;

/** The pages that can be read, and below them the batch. */
final class PagesPane extends VBox {
    private static final double THUMBNAIL_WIDTH = 56;
    private static final double THUMBNAIL_HEIGHT = 44;

    private final OcrViewModel ocr;
    private final BatchViewModel batch;

    PagesPane(OcrViewModel ocr, BatchViewModel batch, Runnable choose) {
        this.ocr = ocr;
        this.batch = batch;
        getStyleClass().add("analyse-pages");
        ListView<PageItem> list = list();
        VBox.setVgrow(list, Priority.ALWAYS);
        Button add = Buttons.labelled(Feather.PLUS, Messages.text("analyse.add"), choose);
        add.setMinWidth(USE_PREF_SIZE);
        Button remove = Buttons.icon(
                Feather.TRASH_2,
                Messages.text("analyse.remove"),
                () -> ocr.remove(ocr.currentProperty().get()));
        remove.disableProperty().bind(ocr.currentProperty().isNull().or(ocr.runningProperty()));
        HBox head = new HBox(add, Nodes.spacer(), remove);
        head.getStyleClass().add("analyse-head");
        getChildren().setAll(head, list, batchStart(), batchCard());
    }

    private ListView<PageItem> list() {
        ListView<PageItem> list = new ListView<>(ocr.pages());
        list.setId("ocr-pages");
        list.setAccessibleText(Messages.text("analyse.pages"));
        list.setPlaceholder(Nodes.label(Messages.text("analyse.noPages"), Styles.TEXT_MUTED, Styles.TEXT_SMALL));
        list.setCellFactory(_ -> new PageCell());
        list.getSelectionModel().selectedItemProperty().subscribe(item -> {
            if (item != null) {
                ocr.currentProperty().set(item);
            }
        });
        ocr.currentProperty().subscribe(item -> {
            if (item == null) {
                list.getSelectionModel().clearSelection();
            } else {
                list.getSelectionModel().select(item);
            }
        });
        list.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.DELETE && ocr.currentProperty().get() != null) {
                ocr.remove(ocr.currentProperty().get());
            }
        });
        return list;
    }

    private Node batchStart() {
        Button start = Buttons.labelled(Feather.LAYERS, Messages.text("analyse.batch.start"), this::chooseFolder);
        start.setMaxWidth(Double.MAX_VALUE);
        start.setTooltip(Buttons.tooltip(Messages.text("analyse.batch.help")));
        start.disableProperty().bind(batch.runningProperty().or(Bindings.isEmpty(ocr.pages())));
        batch.batchProperty().subscribe(b -> Nodes.show(start, b == null));
        return start;
    }

    /** The results of a batch: text as the preset has it, and a PDF that can be searched. */
    private void chooseFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(Messages.text("analyse.batch.folder"));
        File folder = chooser.showDialog(getScene().getWindow());
        if (folder == null) {
            return;
        }
        SequencedSet<OcrExport> exports = new LinkedHashSet<>();
        exports.add(OcrExport.named(ocr.presetProperty().get().extension()));
        exports.addAll(List.of(OcrExport.JSON, OcrExport.PDF));
        batch.begin(
                ocr.pages().stream()
                        .map(item -> item.source().file())
                        .distinct()
                        .toList(),
                folder.toPath(),
                ocr.presetProperty().get(),
                exports);
    }

    private Node batchCard() {
        Label line = new Label();
        line.textProperty().bind(batch.lineProperty());
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(batch.progressProperty());
        bar.setMaxWidth(Double.MAX_VALUE);
        Label folder = Nodes.label("", Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        Label problem = Nodes.label("", "analyse-warning");
        problem.setWrapText(true);
        problem.textProperty().bind(batch.problemProperty());
        batch.problemProperty().subscribe(p -> Nodes.show(problem, !p.isEmpty()));
        Button pause = Buttons.labelled(Feather.PAUSE, Messages.text("analyse.batch.pause"), batch::pause);
        Button goOn = Buttons.labelled(Feather.PLAY, Messages.text("analyse.batch.goOn"), batch::goOn);
        Button close = Buttons.icon(Feather.X, Messages.text("common.close"), batch::dismiss);
        batch.runningProperty().subscribe(running -> Nodes.show(pause, running));
        goOn.visibleProperty()
                .bind(batch.runningProperty().not().and(batch.progressProperty().lessThan(1)));
        goOn.managedProperty().bind(goOn.visibleProperty());
        close.disableProperty().bind(batch.runningProperty());
        HBox buttons = new HBox(pause, goOn, Nodes.spacer(), close);
        buttons.getStyleClass().add("analyse-head");
        VBox card = new VBox(
                Nodes.label(Messages.text("analyse.batch"), Styles.TEXT_BOLD), line, bar, folder, problem, buttons);
        card.getStyleClass().add("batch-card");
        batch.batchProperty().subscribe(b -> {
            Nodes.show(card, b != null);
            folder.setText(b == null ? "" : b.folder().toString());
        });
        return card;
    }

    /** A page: what it looks like, its name, and how its text stands. */
    private final class PageCell extends ListCell<PageItem> {
        private final ImageView thumbnail = new ImageView();
        private final Label name = new Label();
        private final Label state = Nodes.label("", Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        private final HBox row;
        private Subscription shown = Subscription.EMPTY;

        PageCell() {
            // As wide as the list: long names end in dots, and the pointer on one shows all of it.
            setPrefWidth(0);
            name.setMinWidth(0);
            thumbnail.setFitWidth(THUMBNAIL_WIDTH);
            thumbnail.setFitHeight(THUMBNAIL_HEIGHT);
            thumbnail.setPreserveRatio(true);
            StackPane frame = new StackPane(thumbnail);
            frame.getStyleClass().add("page-thumbnail");
            VBox texts = new VBox(name, state);
            texts.getStyleClass().add("page-texts");
            row = new HBox(frame, texts);
            row.getStyleClass().add("page-row");
        }

        @Override
        protected void updateItem(PageItem item, boolean empty) {
            super.updateItem(item, empty);
            shown.unsubscribe();
            shown = Subscription.EMPTY;
            setGraphic(empty ? null : row);
            if (empty) {
                setTooltip(null);
                return;
            }
            ocr.ensureOpened(item);
            name.setText(item.source().name());
            setTooltip(Buttons.tooltip(item.source().name()));
            shown = item.openedProperty()
                    .subscribe(opened -> thumbnail.setImage(opened == null ? null : opened.thumbnail()))
                    .and(item.textProperty().subscribe(_ -> state.setText(state(item))))
                    .and(item.problemProperty().subscribe(_ -> state.setText(state(item))));
        }

        private static String state(PageItem item) {
            if (!item.problemProperty().get().isEmpty()) {
                return Messages.text("analyse.page.problem");
            }
            return item.text()
                    .map(text ->
                            Messages.text("analyse.page.words", text.words().size()))
                    .orElse(Messages.text("analyse.page.unread"));
        }
    }
}
