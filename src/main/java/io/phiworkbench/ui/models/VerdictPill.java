package io.phiworkbench.ui.models;

import io.phiworkbench.models.FitEstimate;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.control.Label;

/** Whether a model fits, with the sum behind it. */
public final class VerdictPill extends Label {

    /** @param estimate null until it is reckoned */
    public VerdictPill(ReadOnlyObjectProperty<FitEstimate> estimate) {
        setMinWidth(USE_PREF_SIZE);
        estimate.subscribe(this::show);
    }

    private void show(FitEstimate estimate) {
        Nodes.show(this, estimate != null);
        if (estimate == null) {
            return;
        }
        String verdict = estimate.verdict().name().toLowerCase(Locale.ROOT);
        getStyleClass().setAll("label", "verdict", verdict.replace('_', '-'));
        setText(Messages.text("models.verdict." + verdict));
        setTooltip(Buttons.tooltip(Messages.text(
                "models.sum",
                estimate.precision().label(),
                Figures.bytes(estimate.weights()),
                Figures.bytes(estimate.keyValueCache()),
                estimate.contextLength(),
                Figures.bytes(estimate.vision()),
                Figures.bytes(estimate.overhead()),
                Figures.bytes(estimate.total()),
                Figures.bytes(estimate.memory().available()))));
        setAccessibleText(getText() + ". " + getTooltip().getText());
    }
}
