package io.phiworkbench.ui.models.catalogue;

import io.phiworkbench.models.FitEstimate;
import io.phiworkbench.models.catalogue.CatalogueModel;
import io.phiworkbench.models.hub.DownloadProgress;
import io.phiworkbench.models.hub.Presence;
import io.phiworkbench.ui.i18n.Messages;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** A published model in the window. For the FX thread. */
public final class CatalogueRow {
    private final CatalogueModel model;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.HUB);
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<FitEstimate> estimate = new ReadOnlyObjectWrapper<>();

    /** What can be done with it. */
    public enum State {
        /** It can be got. */
        HUB,
        /** It is being got. */
        ACTIVE,
        /** A part is here, and nothing happens. */
        PAUSED,
        /** It is among the models of this machine. */
        HERE
    }

    CatalogueRow(CatalogueModel model) {
        this.model = model;
    }

    public CatalogueModel model() {
        return model;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** 0 to 1, negative while unknown. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** How far it is, how fast, how long yet; empty where there is nothing to say. */
    public ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** Why it could not be got: one line with a way out; empty if nothing went wrong. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** What it would take in memory; null until it is reckoned. */
    public ReadOnlyObjectProperty<FitEstimate> estimateProperty() {
        return estimate.getReadOnlyProperty();
    }

    void setEstimate(FitEstimate value) {
        estimate.set(value);
    }

    void setProblem(String message) {
        problem.set(message);
    }

    /** What lies on the disk, while no download is under way. */
    void show(Presence presence) {
        switch (presence) {
            case Presence.Absent _ -> show(State.HUB, 0, "");
            case Presence.Complete _ -> show(State.HERE, 1, "");
            case Presence.Partial(long done, long total) -> {
                double fraction = (double) done / total;
                show(State.PAUSED, fraction, Messages.text("catalogue.part", fraction));
            }
        }
    }

    /** A download that is under way. */
    void show(DownloadProgress p) {
        switch (p.state()) {
            case PAUSED -> show(State.PAUSED, p.fraction(), Messages.text("catalogue.paused", p.fraction()));
            case DONE -> show(State.HERE, 1, "");
            case FAILED -> show(State.PAUSED, p.fraction(), Messages.text("catalogue.stopped"));
            case CANCELLED -> show(State.HUB, 0, "");
            case ASKING, DOWNLOADING, CHECKING, UNPACKING, WAITING ->
                show(State.ACTIVE, p.fraction(), ProgressText.of(p));
        }
    }

    private void show(State now, double fraction, String text) {
        progress.set(fraction);
        status.set(text);
        state.set(now);
    }
}
