package io.phiworkbench.ui.models;

import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.models.FitEstimate;
import io.phiworkbench.models.MachineMemory;
import io.phiworkbench.models.ModelEntry;
import io.phiworkbench.ui.control.FxThread;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** A usable model of the list: the precision it would be loaded in, and whether it would fit. */
public final class ModelRow {
    private final ModelEntry.Usable entry;
    private final FxThread threads;
    private final int contextLength;
    private final ObjectProperty<Precision> precision = new SimpleObjectProperty<>(Precision.AUTO);
    private final ReadOnlyObjectWrapper<FitEstimate> estimate = new ReadOnlyObjectWrapper<>();

    /** @param contextLength the user's limit, 0 for none */
    public ModelRow(ModelEntry.Usable entry, int contextLength, FxThread threads) {
        this.entry = entry;
        this.contextLength = contextLength;
        this.threads = threads;
        precision.subscribe(_ -> estimate());
    }

    public ModelEntry.Usable entry() {
        return entry;
    }

    public ObjectProperty<Precision> precisionProperty() {
        return precision;
    }

    /** What it would take at this precision; null until it is counted. */
    public ReadOnlyObjectProperty<FitEstimate> estimateProperty() {
        return estimate.getReadOnlyProperty();
    }

    /** As chosen here and in the settings. */
    public LoadOptions options() {
        LoadOptions options = LoadOptions.auto().withPrecision(precision.get());
        return contextLength > 0 && contextLength < entry.contextLength()
                ? options.withContextLength(contextLength)
                : options;
    }

    private void estimate() {
        LoadOptions options = options();
        threads.call(
                () -> FitEstimate.of(entry.checkpoint(), options, MachineMemory.now()),
                estimate::set,
                _ -> estimate.set(null));
    }
}
