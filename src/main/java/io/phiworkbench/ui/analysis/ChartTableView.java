package io.phiworkbench.ui.analysis;

import atlantafx.base.theme.Styles;
import io.phiworkbench.analysis.Chart;
import io.phiworkbench.analysis.ChartTable;
import io.phiworkbench.ui.i18n.Messages;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.cell.TextFieldTableCell;

/** A chart's numbers, to be corrected in place. A row is its number; its cells come from the chart. */
final class ChartTableView extends TableView<Integer> {
    private final ChartViewModel charts;
    private List<String> header = List.of();

    ChartTableView(ChartViewModel charts) {
        this.charts = charts;
        setId("chart-table");
        setEditable(true);
        getStyleClass().addAll(Styles.STRIPED, Styles.DENSE);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setAccessibleText(Messages.text("analyse.chart.table"));
        charts.chartProperty().subscribe(this::show);
    }

    private void show(Chart chart) {
        if (chart == null) {
            getItems().clear();
            return;
        }
        ChartTable table = chart.table();
        if (!table.header().equals(header)) {
            header = table.header();
            getColumns()
                    .setAll(IntStream.range(0, header.size())
                            .mapToObj(this::column)
                            .toList());
        }
        int selected = getSelectionModel().getSelectedIndex();
        getItems().setAll(IntStream.range(0, table.rows().size()).boxed().toList());
        refresh();
        if (selected >= 0 && selected < getItems().size()) {
            getSelectionModel().select(selected);
        }
    }

    private TableColumn<Integer, String> column(int index) {
        TableColumn<Integer, String> column = new TableColumn<>(header.get(index));
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellFactory(TextFieldTableCell.forTableColumn());
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text(cell.getValue(), index)));
        column.setOnEditCommit(e -> {
            if (!charts.setCell(e.getRowValue(), index, e.getNewValue())) {
                refresh();
            }
        });
        return column;
    }

    private String text(int row, int column) {
        Chart chart = charts.chartProperty().get();
        boolean there = chart != null
                && row < chart.table().rows().size()
                && column < chart.table().header().size();
        return there ? chart.table().rows().get(row).get(column) : "";
    }
}
