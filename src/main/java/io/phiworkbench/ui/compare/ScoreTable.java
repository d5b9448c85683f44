package io.phiworkbench.ui.compare;

import io.phiworkbench.compare.Ratings.Standing;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import java.util.OptionalDouble;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** How models were rated, now and over time. */
final class ScoreTable extends TableView<Standing> {
    ScoreTable(CompareViewModel compare) {
        setId("compare-scores");
        getStyleClass().add("compare-table");
        setPlaceholder(Nodes.label(Messages.text("compare.scores.none")));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        column("compare.scores.model", Standing::model);
        column("compare.scores.mean", s -> Messages.text("compare.stars", s.mean()));
        column("compare.scores.week", s -> mean(s.week()));
        column("compare.scores.month", s -> mean(s.month()));
        column("compare.scores.count", s -> Messages.text("compare.scores.counted", s.count(), s.blind()));
        setItems(compare.rating().standings());
    }

    private void column(String key, Function<Standing, String> text) {
        TableColumn<Standing, String> column = new TableColumn<>(Messages.text(key));
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        getColumns().add(column);
    }

    private static String mean(OptionalDouble mean) {
        return mean.isPresent() ? Messages.text("compare.stars", mean.getAsDouble()) : "–";
    }
}
