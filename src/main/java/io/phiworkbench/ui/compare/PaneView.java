package io.phiworkbench.ui.compare;

import atlantafx.base.theme.Styles;
import io.phiworkbench.compare.Ratings;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.ClipboardText;
import io.phiworkbench.ui.control.NameConverter;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.markdown.MarkdownView;
import io.phiworkbench.ui.markdown.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One model: who it is, how it is asked, its answer, its figures. */
final class PaneView extends VBox {
    private static final PseudoClass GIVEN = PseudoClass.getPseudoClass("given");

    private final CompareViewModel compare;
    private final PaneViewModel pane;
    private final Label letter = Nodes.label("", "compare-letter");
    private final FigureBars bars = new FigureBars();
    private final ScrollPane scroll = new ScrollPane();
    private boolean refilling;

    /** @param openLink gets addresses in answers that were clicked */
    PaneView(CompareViewModel compare, PaneViewModel pane, Consumer<String> openLink) {
        this.compare = compare;
        this.pane = pane;
        getStyleClass().add("compare-pane");
        SamplingSettings sampling = new SamplingSettings(pane.optionsProperty());
        ToggleButton settings = Buttons.toggle(Feather.SLIDERS, Messages.text("compare.sampling"));
        settings.selectedProperty().subscribe(on -> Nodes.show(sampling, on));
        Node held = held();
        Node precision = precisions();
        Node leaves = leaves();
        Node model = models();
        Node remove = remove();
        letter.setMinWidth(USE_PREF_SIZE);
        HBox first = new HBox(letter, model);
        // Flows into two lines where the pane is narrow: the name of the model needs the room of its own.
        FlowPane second = new FlowPane(precision, settings, held, copy(), remove, leaves, state());
        first.getStyleClass().add("compare-head");
        second.getStyleClass().add("compare-choices");
        second.setMinHeight(USE_PREF_SIZE);
        for (Node node : List.of(model, settings, held, remove, sampling)) {
            node.disableProperty().bind(compare.runningProperty());
        }
        Node answer = answer(openLink);
        VBox.setVgrow(answer, Priority.ALWAYS);
        getChildren().setAll(first, second, sampling, answer, stars(), bars);
        compare.rating().hiddenProperty().subscribe(hidden -> {
            boolean named = !hidden;
            List.of(model, settings, remove).forEach(n -> n.setVisible(named && n.isManaged()));
            precision.setVisible(named && precision.isManaged());
            leaves.setVisible(named && leaves.isManaged());
            bars.setVisible(named);
            if (hidden) {
                settings.setSelected(false);
            }
        });
    }

    PaneViewModel pane() {
        return pane;
    }

    /** Its letter among the panes. */
    void setPlace(int place) {
        letter.setText(Panes.letter(place));
    }

    /** How far down the answers are shown, the same part in all panes. */
    void scrollWith(DoubleProperty shared) {
        scroll.vvalueProperty().bindBidirectional(shared);
    }

    void showFigures() {
        bars.show(
                pane.figuresProperty().get(),
                compare.panes().stream().map(p -> p.figuresProperty().get()).toList());
    }

    private Node models() {
        ChoiceBox<ModelChoice> box = new ChoiceBox<>();
        box.getStyleClass().add("compare-model");
        box.setConverter(new NameConverter<>(ModelChoice::name));
        box.setAccessibleText(Messages.text("compare.model"));
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        compare.choices().all().addListener((ListChangeListener<ModelChoice>) _ -> refill(box));
        pane.choiceProperty().subscribe(_ -> refill(box));
        box.valueProperty().subscribe(chosen -> {
            if (!refilling && chosen != null) {
                pane.choiceProperty().set(chosen);
            }
        });
        return box;
    }

    /** Changing the items takes the value away for a moment, which is no choice of the user's. */
    private void refill(ChoiceBox<ModelChoice> box) {
        refilling = true;
        box.getItems().setAll(compare.choices().all());
        box.setValue(pane.choiceProperty().get());
        refilling = false;
    }

    private Node precisions() {
        ChoiceBox<Precision> box = new ChoiceBox<>();
        box.getStyleClass().add("compare-precision");
        box.getItems().setAll(Precision.values());
        box.setConverter(new NameConverter<>(p ->
                p == Precision.AUTO ? Messages.text("compare.auto") : p.label().toLowerCase(Locale.ROOT)));
        box.setAccessibleText(Messages.text("compare.precision"));
        box.valueProperty().bindBidirectional(pane.precisionProperty());
        box.disableProperty().bind(compare.runningProperty());
        box.setMinWidth(USE_PREF_SIZE);
        pane.choiceProperty().subscribe(choice -> Nodes.show(box, choice instanceof ModelChoice.Local));
        return box;
    }

    private Node leaves() {
        Label label = new Label(Messages.text("compare.leaves"), new FontIcon(Feather.CLOUD));
        label.getStyleClass().addAll("compare-leaves", Styles.TEXT_SMALL);
        pane.choiceProperty().subscribe(choice -> Nodes.show(label, choice != null && choice.leavesMachine()));
        return label;
    }

    private Node held() {
        ToggleButton held = Buttons.toggle(Feather.CROSSHAIR, Messages.text("compare.against"));
        compare.againstProperty().subscribe(chosen -> held.setSelected(chosen == pane));
        held.setOnAction(_ -> compare.againstProperty().set(held.isSelected() ? pane : null));
        return held;
    }

    private Node remove() {
        Button remove = Buttons.icon(Feather.X, Messages.text("compare.removePane"), () -> compare.removePane(pane));
        compare.panes().addListener((ListChangeListener<PaneViewModel>) _ -> showRemove(remove));
        showRemove(remove);
        return remove;
    }

    private void showRemove(Button remove) {
        Nodes.show(remove, compare.canRemovePane());
    }

    private Node state() {
        Label state = Nodes.label("", Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        state.setMinWidth(USE_PREF_SIZE);
        pane.stageProperty()
                .subscribe(stage -> state.setText(
                        Messages.text("compare.stage." + stage.name().toLowerCase(Locale.ROOT))));
        return state;
    }

    /** Of what is written and grows no more. */
    private Node copy() {
        Button copy = Buttons.icon(
                Feather.COPY,
                Messages.text("compare.copy"),
                () -> ClipboardText.put(
                        PlainText.of(pane.markdown().blocksProperty().get())));
        copy.getStyleClass().add("compare-copy");
        pane.stageProperty()
                .subscribe(stage -> Nodes.show(
                        copy,
                        stage == PaneViewModel.Stage.DONE
                                || stage == PaneViewModel.Stage.STOPPED
                                        && !pane.textProperty().get().isEmpty()));
        return copy;
    }

    private Node stars() {
        HBox row = new HBox();
        row.getStyleClass().add("compare-stars");
        for (int i = 1; i <= Ratings.MOST_STARS; i++) {
            int given = i;
            Button star =
                    Buttons.icon(Feather.STAR, Messages.text("compare.rate", given), () -> compare.rate(pane, given));
            star.getStyleClass().add("compare-star");
            pane.starsProperty().subscribe(n -> star.pseudoClassStateChanged(GIVEN, n.intValue() >= given));
            row.getChildren().add(star);
        }
        pane.stageProperty().subscribe(stage -> Nodes.show(row, stage == PaneViewModel.Stage.DONE));
        return row;
    }

    private Node answer(Consumer<String> openLink) {
        MarkdownView formatted = new MarkdownView(openLink);
        pane.markdown().blocksProperty().subscribe(formatted::setBlocks);
        MarkdownView marked = new MarkdownView(openLink);
        Label reason = Nodes.label("", "compare-reason");
        reason.setWrapText(true);
        reason.textProperty().bind(pane.reasonProperty());
        pane.reasonProperty().subscribe(why -> Nodes.show(reason, !why.isEmpty()));
        pane.differenceProperty().subscribe(blocks -> {
            marked.setBlocks(blocks);
            Nodes.show(marked, !blocks.isEmpty());
            Nodes.show(formatted, blocks.isEmpty());
        });
        Label summary = Nodes.label("", "difference-summary");
        summary.setWrapText(true);
        summary.textProperty().bind(pane.differenceSummaryProperty());
        pane.differenceSummaryProperty().subscribe(text -> Nodes.show(summary, !text.isEmpty()));
        VBox content = new VBox(reason, summary, formatted, marked);
        content.getStyleClass().add("compare-answer");
        scroll.setContent(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("compare-scroll");
        scroll.accessibleTextProperty()
                .bind(pane.differenceSummaryProperty().concat("\n").concat(pane.textProperty()));
        return scroll;
    }
}
