package io.phiworkbench.ui.compare;

import atlantafx.base.theme.Styles;
import io.phiworkbench.compare.KeptAnswers;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.GrowingTextArea;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.tray.MediaInput;
import io.phiworkbench.ui.tray.TrayItem;
import io.phiworkbench.ui.tray.TrayView;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The prompt above, the plan below it, then the panes side by side. */
public final class CompareView extends BorderPane {
    private final CompareViewModel compare;
    private final Consumer<String> openLink;
    private final MediaInput media;
    private final Consumer<TrayItem> openPicture;
    private final HBox panes = new HBox();
    private final Map<PaneViewModel, PaneView> made = new HashMap<>();
    private final ScoreTable scores;
    private final DoubleProperty scrolled = new SimpleDoubleProperty();

    /**
     * @param media brings pictures into the tray
     * @param openPicture shows one of them large
     * @param openLink gets addresses in answers that were clicked
     */
    public CompareView(
            CompareViewModel compare, MediaInput media, Consumer<TrayItem> openPicture, Consumer<String> openLink) {
        this.compare = compare;
        this.openLink = openLink;
        this.scores = new ScoreTable(compare);
        this.media = media;
        this.openPicture = openPicture;
        getStyleClass().addAll("screen", "compare");
        setTop(new VBox(question(), problem(), unfinished(), plan()));
        panes.getStyleClass().add("compare-panes");
        // Panes have a least size, in letters: where that is more than there is room for, all of them scroll.
        ScrollPane room = new ScrollPane(panes);
        room.setFitToWidth(true);
        room.setFitToHeight(true);
        room.getStyleClass().add("compare-room");
        VBox.setVgrow(room, Priority.ALWAYS);
        setCenter(new VBox(room, new MatrixView(compare), scores));
        Nodes.show(scores, false);
        compare.panes().addListener((ListChangeListener<PaneViewModel>) _ -> showPanes());
        showPanes();
        addEventHandler(DragEvent.DRAG_OVER, media::dragOver);
        addEventHandler(DragEvent.DRAG_DROPPED, media::dropped);
        addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE && compare.runningProperty().get()) {
                compare.stop();
                e.consume();
            }
        });
    }

    private Node question() {
        GrowingTextArea prompt = new GrowingTextArea(140);
        prompt.setId("compare-prompt");
        prompt.setAccessibleText(Messages.text("compare.prompt"));
        prompt.setPromptText(Messages.text("compare.prompt"));
        prompt.textProperty().bindBidirectional(compare.promptProperty());
        prompt.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        MenuButton attach = new MenuButton(null, new FontIcon(Feather.PLUS));
        attach.setAccessibleText(Messages.text("compare.attach"));
        attach.setTooltip(Buttons.tooltip(Messages.text("compare.attach")));
        attach.getItems().setAll(media.menuItems());
        attach.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "no-arrow", "round");
        attach.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(prompt, Priority.ALWAYS);
        HBox field = new HBox(attach, prompt);
        field.getStyleClass().add("compare-field");
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox row = new HBox(field, runAndStop());
        row.getStyleClass().add("compare-ask");
        Nodes.focusWhenShown(prompt);
        VBox box = new VBox(new TrayView(compare.tray(), openPicture), row, tools());
        box.getStyleClass().add("compare-question");
        return box;
    }

    /** Enter asks, Shift+Enter begins a line, as in a chat; pictures are pasted into the tray. */
    private void keyPressed(KeyEvent e) {
        if (e.getCode() == KeyCode.ENTER && !e.isShiftDown()) {
            compare.run();
            e.consume();
        } else if (e.isShortcutDown() && e.getCode() == KeyCode.V && media.pasteIfMedia()) {
            e.consume();
        }
    }

    private Node runAndStop() {
        Button run = Buttons.labelled(Feather.PLAY, Messages.text("compare.run"), compare::run);
        run.setId("compare-run");
        run.getStyleClass().add(Styles.ACCENT);
        run.disableProperty()
                .bind(compare.planProperty()
                        .isNull()
                        .or(compare.promptProperty()
                                .isEmpty()
                                .and(compare.promptSetProperty().isNull())));
        Button stop = Buttons.labelled(Feather.SQUARE, Messages.text("compare.stop"), compare::stop);
        stop.setId("compare-stop");
        compare.runningProperty().subscribe(running -> {
            Nodes.show(run, !running);
            Nodes.show(stop, running);
        });
        HBox both = new HBox(run, stop);
        both.setMinWidth(USE_PREF_SIZE);
        return both;
    }

    private Node tools() {
        CheckBox inTurn = new CheckBox(Messages.text("compare.inTurn"));
        inTurn.setTooltip(Buttons.tooltip(Messages.text("compare.inTurn.help")));
        inTurn.selectedProperty().bindBidirectional(compare.inTurnProperty());
        inTurn.disableProperty().bind(compare.runningProperty());
        Button add = Buttons.labelled(Feather.COLUMNS, Messages.text("compare.addPane"), compare::addPane);
        add.setId("compare-add");
        add.disableProperty().bind(compare.runningProperty());
        compare.panes().addListener((ListChangeListener<PaneViewModel>) _ -> Nodes.show(add, compare.canAddPane()));
        FlowPane tools = new FlowPane(inTurn, blind(), promptSet(), add, report(), scoresButton(), status());
        tools.getStyleClass().add("compare-tools");
        return tools;
    }

    private Node blind() {
        CheckBox blind = new CheckBox(Messages.text("compare.blind"));
        blind.setId("compare-blind");
        blind.setTooltip(Buttons.tooltip(Messages.text("compare.blind.help")));
        blind.selectedProperty().bindBidirectional(compare.rating().blindProperty());
        blind.disableProperty().bind(compare.runningProperty());
        return blind;
    }

    private Node promptSet() {
        Button open = Buttons.labelled(Feather.LIST, Messages.text("compare.set.open"), this::chooseSet);
        open.disableProperty().bind(compare.runningProperty());
        Label name = Nodes.label("", Styles.TEXT_MUTED);
        Button close = Buttons.icon(Feather.X, Messages.text("compare.set.close"), compare::closeSet);
        HBox opened = new HBox(name, close);
        opened.setAlignment(Pos.CENTER_LEFT);
        compare.promptSetProperty().subscribe(set -> {
            Nodes.show(opened, set != null);
            name.setText(
                    set == null
                            ? ""
                            : Messages.text(
                                    "compare.set.opened",
                                    set.file().getFileName(),
                                    set.prompts().questions().size()));
        });
        HBox both = new HBox(open, opened);
        both.getStyleClass().add("compare-head");
        both.setMinWidth(USE_PREF_SIZE);
        return both;
    }

    private void chooseSet() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Messages.text("compare.set.open"));
        chooser.getExtensionFilters()
                .setAll(new FileChooser.ExtensionFilter(Messages.text("compare.set.files"), "*.csv", "*.jsonl"));
        File file = chooser.showOpenDialog(getScene().getWindow());
        if (file != null) {
            compare.openSet(file.toPath());
        }
    }

    private Node status() {
        Label status = Nodes.label("", Styles.TEXT_MUTED);
        status.textProperty().bind(compare.statusProperty());
        return status;
    }

    private Node report() {
        Button save = Buttons.icon(Feather.DOWNLOAD, Messages.text("compare.report"), () -> {
            DirectoryChooser chooser = new DirectoryChooser();
            chooser.setTitle(Messages.text("compare.report"));
            File folder = chooser.showDialog(getScene().getWindow());
            if (folder != null) {
                compare.saveReport(folder.toPath());
            }
        });
        save.disableProperty()
                .bind(compare.runningProperty().or(compare.rating().hiddenProperty()));
        return save;
    }

    private Node scoresButton() {
        ToggleButton button = Buttons.toggle(Feather.STAR, Messages.text("compare.scores"));
        button.setId("compare-scores-shown");
        button.selectedProperty().subscribe(on -> Nodes.show(scores, on));
        return button;
    }

    private Node problem() {
        Label line = new Label();
        line.setId("compare-problem");
        line.setWrapText(true);
        line.textProperty().bind(compare.problemProperty());
        HBox bar = new HBox(new FontIcon(Feather.ALERT_TRIANGLE), line);
        bar.getStyleClass().add("analyse-problem");
        compare.problemProperty().subscribe(text -> Nodes.show(bar, !text.isEmpty()));
        return bar;
    }

    /** A run that was stopped or cut off, with what there is to do about it. */
    private Node unfinished() {
        Label line = new Label();
        line.setId("compare-unfinished");
        line.setWrapText(true);
        Button goOn = Buttons.labelled(Feather.PLAY, Messages.text("compare.resume.goOn"), compare::goOn);
        goOn.setId("compare-go-on");
        Button discard = Buttons.icon(Feather.X, Messages.text("compare.resume.discard"), compare::discardUnfinished);
        HBox bar = new HBox(new FontIcon(Feather.PAUSE), line, Nodes.spacer(), goOn, discard);
        bar.getStyleClass().add("compare-plan-row");
        bar.setAlignment(Pos.CENTER_LEFT);
        goOn.setMinWidth(USE_PREF_SIZE);
        Runnable show = () -> {
            KeptAnswers left = compare.unfinishedProperty().get();
            Nodes.show(bar, left != null && !compare.runningProperty().get());
            line.setText(
                    left == null
                            ? ""
                            : Messages.text(
                                    "compare.resume",
                                    left.run().set().getFileName(),
                                    left.count(),
                                    left.run().total()));
        };
        compare.unfinishedProperty().subscribe(_ -> show.run());
        compare.runningProperty().subscribe(_ -> show.run());
        return bar;
    }

    private Node plan() {
        Label line = Nodes.label("", "compare-plan");
        line.setId("compare-plan");
        line.setWrapText(true);
        compare.planProperty().subscribe(_ -> line.setText(planText()));
        Button reveal = new Button(Messages.text("compare.reveal"));
        reveal.setMinWidth(USE_PREF_SIZE);
        reveal.setOnAction(_ -> compare.rating().reveal());
        compare.rating().hiddenProperty().subscribe(hidden -> {
            Nodes.show(reveal, hidden);
            line.setText(planText());
        });
        HBox box = new HBox(new FontIcon(Feather.LIST), line, Nodes.spacer(), reveal);
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("compare-plan-row");
        return box;
    }

    private String planText() {
        if (compare.rating().hiddenProperty().get()) {
            return Messages.text("compare.hidden");
        }
        Plan plan = compare.planProperty().get();
        return plan == null ? Messages.text("compare.noModel") : PlanText.of(plan);
    }

    private void showPanes() {
        made.keySet().retainAll(compare.panes());
        panes.getChildren()
                .setAll(compare.panes().stream()
                        .map(pane -> made.computeIfAbsent(pane, this::view))
                        .toList());
        for (int i = 0; i < compare.panes().size(); i++) {
            made.get(compare.panes().get(i)).setPlace(i);
        }
        showFigures();
    }

    private PaneView view(PaneViewModel pane) {
        PaneView view = new PaneView(compare, pane, openLink);
        HBox.setHgrow(view, Priority.ALWAYS);
        view.setPrefWidth(1);
        view.scrollWith(scrolled);
        pane.figuresProperty().subscribe(_ -> showFigures());
        return view;
    }

    /** All of them: the longest bar may be another now. */
    private void showFigures() {
        made.values().forEach(PaneView::showFigures);
    }
}
