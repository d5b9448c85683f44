package io.phiworkbench.ui.analysis;

import io.phiworkbench.analysis.Chart;
import io.phiworkbench.analysis.ChartAnswer;
import io.phiworkbench.analysis.ChartColours;
import io.phiworkbench.analysis.ChartFiles;
import io.phiworkbench.analysis.ChartReader;
import io.phiworkbench.analysis.ChartReading;
import io.phiworkbench.analysis.ChartTable;
import io.phiworkbench.analysis.ChartType;
import io.phiworkbench.analysis.Quantity;
import io.phiworkbench.analysis.SourcePage;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.control.Work;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** A chart's picture, its numbers, and questions about it. Used on the FX thread. */
public final class ChartViewModel {
    private final FxThread threads;
    private final Supplier<Optional<Reading>> reading;
    private final Work work;
    private final ReadOnlyObjectWrapper<PageItem.Opened> picture = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Chart> chart = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ChartReading.NotATable> refused = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ChartAnswer> answer = new ReadOnlyObjectWrapper<>();
    private List<Integer> colours = List.of();
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /** @param reading the model that answers now, if there is one */
    public ChartViewModel(FxThread threads, Supplier<Optional<Reading>> reading) {
        this.threads = threads;
        this.reading = reading;
        this.work = new Work(threads);
    }

    /** The picture, null before one is opened. */
    public ReadOnlyObjectProperty<PageItem.Opened> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /** The chart as numbers, null before it is read. */
    public ReadOnlyObjectProperty<Chart> chartProperty() {
        return chart.getReadOnlyProperty();
    }

    /** The answer that was no table, null if there was none. */
    public ReadOnlyObjectProperty<ChartReading.NotATable> refusedProperty() {
        return refused.getReadOnlyProperty();
    }

    /** The last answer to a question, null before. */
    public ReadOnlyObjectProperty<ChartAnswer> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return work.runningProperty();
    }

    public ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** What went wrong last, empty if nothing did. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** A picture and the colours of its data, found where it takes no frame. */
    private record Coloured(PageItem.Opened opened, List<Integer> colours) {
        private static final int MOST = 8;

        Coloured(PageItem.Opened opened) {
            this(opened, ChartColours.of(opened.picture(), MOST));
        }
    }

    /** Colours in which the picture draws its data, as RGB; may be empty. */
    public List<Integer> colours() {
        return colours;
    }

    /** Opens a picture, or a PDF's first page, and reads it. */
    public void open(Path file) {
        problem.set("");
        Optional<Reading> now = reading.get();
        threads.call(
                () -> new Coloured(opened(file, now)),
                coloured -> {
                    chart.set(null);
                    refused.set(null);
                    answer.set(null);
                    colours = coloured.colours();
                    picture.set(coloured.opened());
                    read();
                },
                e -> problem.set(Failures.text(e)));
    }

    private static PageItem.Opened opened(Path file, Optional<Reading> reading) {
        var model = reading.map(r -> r.model().description()).orElse(NoModel.DESCRIPTION);
        return PageItem.Opened.of(SourcePage.of(file).getFirst(), model);
    }

    /** Reads the numbers, again if they were read before. */
    public void read() {
        PageItem.Opened opened = picture.get();
        Optional<Reading> now = reading.get();
        problem.set("");
        if (opened == null || now.isEmpty()) {
            problem.set(opened == null ? "" : Messages.text("analyse.noModel"));
            return;
        }
        status.set(Messages.text("analyse.reading", opened.picture().name()));
        work.start(() -> reader(now.get()).read(opened.picture(), _ -> {}), this::take, e -> {
            status.set("");
            problem.set(Failures.text(e));
        });
    }

    private static ChartReader reader(Reading reading) {
        return new ChartReader(reading.model(), reading.prompts(), OptionalInt.empty());
    }

    private void take(ChartReading read) {
        status.set(read.attempts() > 1 ? Messages.text("analyse.chart.twice") : "");
        switch (read) {
            case ChartReading.Read(Chart value, String _, int _) -> {
                refused.set(null);
                chart.set(value);
            }
            case ChartReading.NotATable no -> {
                chart.set(null);
                refused.set(no);
            }
        }
    }

    public void stop() {
        work.stop();
        status.set("");
    }

    /** Changes the chart; nothing while there is none. */
    private void change(UnaryOperator<Chart> change) {
        if (chart.get() != null) {
            chart.set(change.apply(chart.get()));
        }
    }

    public void setType(ChartType type) {
        change(c -> c.withType(type));
    }

    public void setTitle(String title) {
        change(c -> c.withTitle(title));
    }

    public void setAxes(String x, String y, String unit) {
        change(c -> c.withAxes(x, y, unit));
    }

    /**
     * Changes a cell.
     *
     * @return false, and the fault is told, where a number is needed and the text is none
     */
    public boolean setCell(int row, int column, String text) {
        String cell = text.strip();
        if (column > 0 && !cell.isEmpty() && Quantity.parse(cell).isEmpty()) {
            problem.set(Messages.text("analyse.chart.noNumber", cell));
            return false;
        }
        problem.set("");
        change(c -> c.withTable(c.table().withCell(row, column, cell)));
        return true;
    }

    public void addRow() {
        change(c -> c.withTable(c.table().withRow()));
    }

    public void removeRow(int row) {
        change(c -> row >= 0 && row < c.table().rows().size()
                ? c.withTable(c.table().withoutRow(row))
                : c);
    }

    /** Takes a table as a person has typed or corrected it. */
    public void setTable(ChartTable table) {
        refused.set(null);
        chart.set(chart.get() == null ? Chart.of(table) : chart.get().withTable(table));
    }

    /** Asks about the chart. */
    public void ask(String question) {
        PageItem.Opened opened = picture.get();
        Chart asked = chart.get();
        Optional<Reading> now = reading.get();
        if (opened == null || asked == null || now.isEmpty() || question.isBlank()) {
            return;
        }
        problem.set("");
        status.set(Messages.text("analyse.chart.asking"));
        work.start(
                () -> reader(now.get()).ask(opened.picture(), asked, question.strip(), _ -> {}),
                said -> {
                    status.set("");
                    answer.set(said);
                },
                e -> {
                    status.set("");
                    problem.set(Failures.text(e));
                });
    }

    /** Saves the chart as it stands. */
    public void export(ChartFiles kind, Path file) {
        Chart saved = chart.get();
        if (saved == null) {
            return;
        }
        threads.call(
                () -> OcrViewModel.write(file, kind.bytes(saved)),
                _ -> status.set(Messages.text("analyse.saved", file.getFileName())),
                e -> problem.set(Failures.text(e)));
    }
}
