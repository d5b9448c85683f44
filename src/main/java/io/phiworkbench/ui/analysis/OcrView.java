package io.phiworkbench.ui.analysis;

import atlantafx.base.theme.Styles;
import io.phiworkbench.analysis.OcrExport;
import io.phiworkbench.analysis.OcrPreset;
import io.phiworkbench.analysis.OcrText;
import io.phiworkbench.analysis.Word;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.NameConverter;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.tray.ZoomPane;
import io.phiworkbench.vision.Region;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Pages left, the picture in the middle, its text right. */
public final class OcrView extends BorderPane {
    private final OcrViewModel ocr;
    private final ZoomPane zoom = new ZoomPane();
    private final ToggleButton region = new ToggleButton(Messages.text("analyse.region"), new FontIcon(Feather.CROP));
    private final WordFlow flow;
    private final TextArea editor = Nodes.tabMovesOn(new TextArea());
    private final ToggleButton edit = Buttons.toggle(Feather.EDIT_2, Messages.text("analyse.edit"));
    private final TextField correction = new TextField();
    private final Label doubtful = Nodes.label("", Styles.TEXT_MUTED, Styles.TEXT_SMALL);
    private final HBox correctionRow = new HBox();
    private final HBox steps = new HBox();
    private Subscription shown = Subscription.EMPTY;

    public OcrView(OcrViewModel ocr, BatchViewModel batch) {
        this.ocr = ocr;
        this.flow = new WordFlow(ocr.wordProperty()::set);
        getStyleClass().addAll("screen", "analyse");
        setTop(tools());
        SplitPane split = new SplitPane(picture(), text());
        split.setDividerPositions(0.5);
        setCenter(split);
        setLeft(new PagesPane(ocr, batch, this::chooseFiles));
        ocr.currentProperty().subscribe(this::follow);
        ocr.wordProperty().subscribe(this::look);
        ocr.gridShownProperty().subscribe(_ -> drawGrid());
        region.selectedProperty().subscribe(zoom::setSelecting);
        zoom.onRegion(r -> {
            region.setSelected(false);
            ocr.readRegion(new Region(r.x(), r.y(), r.width(), r.height()));
        });
        addEventHandler(DragEvent.DRAG_OVER, e -> {
            if (e.getDragboard().hasFiles()) {
                e.acceptTransferModes(TransferMode.COPY);
                e.consume();
            }
        });
        addEventHandler(DragEvent.DRAG_DROPPED, e -> {
            ocr.add(e.getDragboard().getFiles().stream().map(File::toPath).toList());
            e.setDropCompleted(true);
            e.consume();
        });
    }

    private Node tools() {
        Button read = Buttons.labelled(Feather.PLAY, Messages.text("analyse.read"), ocr::readCurrent);
        read.setId("ocr-read");
        read.getStyleClass().add(Styles.ACCENT);
        Button all = new Button(Messages.text("analyse.readAll"));
        all.setOnAction(_ -> ocr.readAll());
        Button stop = Buttons.labelled(Feather.SQUARE, Messages.text("analyse.stop"), ocr::stop);
        ocr.runningProperty().subscribe(running -> {
            Nodes.show(stop, running);
            Nodes.show(read, !running);
        });
        read.disableProperty().bind(ocr.currentProperty().isNull());
        all.disableProperty()
                .bind(ocr.runningProperty().or(Bindings.size(ocr.pages()).lessThan(2)));
        region.disableProperty().bind(ocr.currentProperty().isNull().or(ocr.runningProperty()));
        ToggleButton grid = Buttons.toggle(Feather.GRID, Messages.text("analyse.grid"));
        grid.selectedProperty().bindBidirectional(ocr.gridShownProperty());
        Button fit = Buttons.icon(Feather.MAXIMIZE, Messages.text("analyse.fit"), zoom::fit);
        Label status = Nodes.label("", Styles.TEXT_MUTED);
        status.textProperty().bind(ocr.statusProperty());
        FlowPane row = new FlowPane(presets(), read, stop, all, region, grid, fit, status);
        row.getStyleClass().add("analyse-tools");
        Label problem = new Label();
        problem.setWrapText(true);
        problem.textProperty().bind(ocr.problemProperty());
        HBox bar = new HBox(new FontIcon(Feather.ALERT_TRIANGLE), problem);
        bar.getStyleClass().add("analyse-problem");
        ocr.problemProperty().subscribe(line -> Nodes.show(bar, !line.isEmpty()));
        return new VBox(row, bar);
    }

    private Node presets() {
        ChoiceBox<OcrPreset> box = new ChoiceBox<>();
        box.getItems().setAll(OcrPreset.values());
        box.setConverter(new NameConverter<>(
                p -> Messages.text("analyse.preset." + p.label().replace('-', '_'))));
        box.valueProperty().bindBidirectional(ocr.presetProperty());
        box.setAccessibleText(Messages.text("analyse.preset"));
        return box;
    }

    private Node picture() {
        Label hint = Nodes.label(Messages.text("analyse.drop"), Styles.TEXT_MUTED);
        hint.setWrapText(true);
        Button choose = Buttons.labelled(Feather.FOLDER, Messages.text("analyse.choose"), this::chooseFiles);
        hint.setMinHeight(USE_PREF_SIZE);
        choose.setMinHeight(USE_PREF_SIZE);
        VBox empty = new VBox(new FontIcon(Feather.IMAGE), hint, choose);
        empty.getStyleClass().add("analyse-empty");
        StackPane pane = new StackPane(zoom, empty);
        ocr.currentProperty().subscribe(item -> {
            Nodes.show(zoom, item != null);
            Nodes.show(empty, item == null);
        });
        return pane;
    }

    private Node text() {
        editor.getStyleClass().add("ocr-editor");
        editor.setWrapText(true);
        edit.selectedProperty().subscribe((_, editing) -> {
            if (!editing) {
                ocr.correctText(editor.getText());
            }
            showText();
        });
        ScrollPane scroll = new ScrollPane(flow);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("ocr-scroll");
        scroll.addEventFilter(KeyEvent.KEY_PRESSED, this::stepByKey);
        scroll.setFocusTraversable(true);
        scroll.setAccessibleText(Messages.text("analyse.text"));
        scroll.setId("ocr-text");
        edit.selectedProperty().subscribe(editing -> {
            Nodes.show(scroll, !editing);
            Nodes.show(editor, editing);
        });
        Label title = Nodes.label(Messages.text("analyse.text"), Styles.TITLE_4);
        title.setMinWidth(USE_PREF_SIZE);
        doubtful.setWrapText(true);
        HBox head = new HBox(title, Nodes.spacer(), edit, exports());
        head.getStyleClass().add("analyse-head");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox.setVgrow(editor, Priority.ALWAYS);
        VBox pane = new VBox(head, scroll, editor, doubts(), corrections());
        pane.getStyleClass().add("analyse-text");
        return pane;
    }

    /** How many words are doubtful, and the way from one to the next. */
    private Node doubts() {
        Button next = Buttons.icon(Feather.CHEVRON_DOWN, Messages.text("analyse.next"), ocr::nextDoubtful);
        Button previous = Buttons.icon(Feather.CHEVRON_UP, Messages.text("analyse.previous"), ocr::previousDoubtful);
        steps.getChildren().setAll(previous, next);
        HBox row = new HBox(doubtful, Nodes.spacer(), steps);
        row.getStyleClass().add("analyse-correction");
        return row;
    }

    private Node corrections() {
        correction.setId("ocr-correction");
        correction.setAccessibleText(Messages.text("analyse.correct"));
        correction.setOnAction(_ -> ocr.correctWord(correction.getText().strip()));
        correction.addEventFilter(KeyEvent.KEY_PRESSED, this::stepByKey);
        HBox.setHgrow(correction, Priority.ALWAYS);
        Button keep = Buttons.labelled(
                Feather.CHECK,
                Messages.text("analyse.keep"),
                () -> ocr.correctWord(correction.getText().strip()));
        keep.setMinWidth(USE_PREF_SIZE);
        correctionRow.getChildren().setAll(correction, keep);
        correctionRow.visibleProperty().subscribe(shown -> Nodes.show(steps, shown));
        correctionRow.getStyleClass().add("analyse-correction");
        return correctionRow;
    }

    /** Tab steps through the doubtful words; where there are none it moves on as everywhere. */
    private void stepByKey(KeyEvent e) {
        if (e.getCode() != KeyCode.TAB || ocr.doubtful().isEmpty()) {
            return;
        }
        if (e.isShiftDown()) {
            ocr.previousDoubtful();
        } else {
            ocr.nextDoubtful();
        }
        e.consume();
    }

    private Node exports() {
        MenuButton menu = new MenuButton(Messages.text("analyse.export"), new FontIcon(Feather.DOWNLOAD));
        menu.setMinWidth(USE_PREF_SIZE);
        for (OcrExport kind : OcrExport.values()) {
            menu.getItems()
                    .add(Buttons.menuItem(
                            null, Messages.text("analyse.export." + kind.extension()), () -> export(kind)));
        }
        ocr.currentProperty().subscribe(_ -> menu.setDisable(!ocr.hasText()));
        flow.getChildren().addListener((javafx.beans.InvalidationListener) _ -> menu.setDisable(!ocr.hasText()));
        return menu;
    }

    private void export(OcrExport kind) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName("text." + kind.extension());
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            ocr.export(kind, file.toPath());
        }
    }

    private void chooseFiles() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Messages.text("analyse.choose"));
        List<File> files = chooser.showOpenMultipleDialog(getScene().getWindow());
        if (files != null) {
            ocr.add(files.stream().map(File::toPath).map(Path::toAbsolutePath).toList());
        }
    }

    private void follow(PageItem item) {
        shown.unsubscribe();
        shown = Subscription.EMPTY;
        edit.setSelected(false);
        if (item == null) {
            showText();
            return;
        }
        shown = item.openedProperty()
                .subscribe(opened -> {
                    if (opened != null) {
                        zoom.setImage(opened.shown(), opened.width(), opened.height());
                        drawGrid();
                    }
                })
                .and(item.textProperty().subscribe(_ -> showText()));
    }

    private void drawGrid() {
        zoom.setPlan(ocr.gridShownProperty().get() ? ocr.plan().orElse(null) : null);
    }

    private void showText() {
        PageItem item = ocr.currentProperty().get();
        OcrText text = item == null || item.textProperty().get() == null
                ? OcrText.certain("")
                : item.textProperty().get();
        flow.show(text);
        flow.mark(ocr.wordProperty().get());
        if (edit.isSelected() || !editor.getText().equals(text.text())) {
            editor.setText(text.text());
        }
        int count = ocr.doubtful().size();
        doubtful.setText(text.words().isEmpty() ? "" : Messages.text("analyse.doubtful", count));
        Nodes.show(correctionRow, count > 0 || ocr.wordProperty().get() != null);
    }

    private void look(Word word) {
        flow.mark(word);
        PageItem item = ocr.currentProperty().get();
        boolean known = word != null && item != null && item.textProperty().get() != null;
        correction.setDisable(!known);
        correction.setText(known ? word.in(item.textProperty().get().text()) : "");
        if (known) {
            Nodes.show(correctionRow, true);
            correction.requestFocus();
            correction.selectAll();
        }
    }
}
