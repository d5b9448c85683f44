package io.phiworkbench.ui.compare;

import atlantafx.base.theme.Styles;
import io.phiworkbench.compare.ModelSummary;
import io.phiworkbench.compare.Outcome;
import io.phiworkbench.compare.Question;
import io.phiworkbench.compare.Score;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;

/** The prompts of a set down, the models across; a chosen row shows its answers in the panes. */
final class MatrixView extends VBox {
    private final CompareViewModel compare;
    private final TableView<Question> table = new TableView<>();
    private final Label summary = Nodes.label("", Styles.TEXT_MUTED);

    MatrixView(CompareViewModel compare) {
        this.compare = compare;
        getStyleClass().add("compare-matrix");
        table.setId("compare-matrix");
        table.getStyleClass().add("compare-table");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getSelectionModel().selectedIndexProperty().subscribe(row -> {
            if (row.intValue() >= 0) {
                compare.show(row.intValue());
            }
        });
        summary.setWrapText(true);
        getChildren().setAll(table, summary);
        compare.promptSetProperty().subscribe(_ -> fill());
        compare.panes().addListener((ListChangeListener<PaneViewModel>) _ -> fill());
        compare.outcomesProperty().subscribe(_ -> refresh());
        compare.rating().hiddenProperty().subscribe(_ -> refresh());
    }

    private void fill() {
        var set = compare.promptSetProperty().get();
        Nodes.show(this, set != null);
        if (set == null) {
            return;
        }
        List<TableColumn<Question, String>> columns = new ArrayList<>();
        columns.add(column(Messages.text("compare.set.prompt"), Question::prompt));
        columns.add(column(
                Messages.text("compare.set.images"),
                q -> Messages.text("compare.count", q.images().size())));
        columns.add(
                column(Messages.text("compare.set.expected"), q -> q.expected().orElse("–")));
        for (int i = 0; i < compare.panes().size(); i++) {
            PaneViewModel pane = compare.panes().get(i);
            columns.add(column(Panes.letter(i), q -> cell(pane, q)));
        }
        table.getColumns().setAll(columns);
        table.getItems().setAll(set.prompts().questions());
        refresh();
    }

    private static TableColumn<Question, String> column(String name, Function<Question, String> text) {
        TableColumn<Question, String> column = new TableColumn<>(name);
        column.setSortable(false);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        return column;
    }

    private String cell(PaneViewModel pane, Question question) {
        Optional<Outcome> outcome = compare.outcome(pane, question);
        if (outcome.isEmpty()) {
            return "";
        }
        if (outcome.get() instanceof Outcome.Failed) {
            return Messages.text("compare.stage.failed");
        }
        return compare.score(pane, question).map(MatrixView::text).orElseGet(() -> Messages.text("compare.stage.done"));
    }

    /** A tick for what is right in some way, with the way; else a cross with how far off it is. */
    private static String text(Score score) {
        if (score.exact()) {
            return Messages.text("compare.score.exact");
        }
        if (score.number().orElse(false)) {
            return Messages.text("compare.score.number");
        }
        return score.contains()
                ? Messages.text("compare.score.contains", score.characterErrorRate())
                : Messages.text("compare.score.wrong", score.characterErrorRate());
    }

    private void refresh() {
        table.refresh();
        summary.setText(compare.summaries().stream().map(this::line).collect(Collectors.joining("\n")));
    }

    private String line(ModelSummary of) {
        String letter = compare.letter(of.model().label());
        String name = compare.rating().hiddenProperty().get()
                ? letter
                : letter + "  " + of.model().label();
        return of.exact().isPresent()
                ? Messages.text(
                        "compare.summary",
                        name,
                        of.exact().orElse(0),
                        of.contains().orElse(0),
                        of.characterErrorRate().orElse(0),
                        of.failed())
                : Messages.text("compare.summary.unscored", name, of.answered(), of.failed());
    }
}
