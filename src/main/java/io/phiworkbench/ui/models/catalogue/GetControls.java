package io.phiworkbench.ui.models.catalogue;

import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Get, progress, pause, go on, cancel: what can be done now with a published model. */
final class GetControls extends HBox {
    private final ProgressBar bar = new ProgressBar(0);
    private final VBox progress;
    private final Button get;
    private final Button pause;
    private final Button resume;
    private final Button cancel;

    GetControls(CatalogueViewModel catalogue, CatalogueRow row) {
        String name = row.model().title();
        getStyleClass().add("model-controls");
        setAlignment(Pos.CENTER_RIGHT);
        setMinWidth(USE_PREF_SIZE);
        bar.progressProperty().bind(row.progressProperty());
        bar.setAccessibleText(Messages.text("catalogue.progressOf", name));
        Label status = Nodes.label("", Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        status.textProperty().bind(row.statusProperty());
        progress = new VBox(bar, status);
        progress.getStyleClass().add("get-progress");
        get = Buttons.labelled(Feather.DOWNLOAD, Messages.text("catalogue.get"), () -> catalogue.get(row));
        get.getStyleClass().add(Styles.ACCENT);
        get.setAccessibleText(Messages.text("catalogue.getName", name));
        pause = Buttons.icon(Feather.PAUSE, Messages.text("catalogue.pause", name), () -> catalogue.pause(row));
        resume = Buttons.icon(Feather.PLAY, Messages.text("catalogue.resume", name), () -> catalogue.get(row));
        cancel = Buttons.icon(Feather.X, Messages.text("catalogue.cancel", name), () -> catalogue.cancel(row));
        get.getStyleClass().add("get");
        pause.getStyleClass().add("pause");
        resume.getStyleClass().add("resume");
        cancel.getStyleClass().add("cancel");
        getChildren().setAll(progress, get, pause, resume, cancel);
        row.stateProperty().subscribe(this::show);
    }

    private void show(CatalogueRow.State state) {
        boolean begun = state == CatalogueRow.State.ACTIVE || state == CatalogueRow.State.PAUSED;
        Nodes.show(progress, begun);
        Nodes.show(get, state == CatalogueRow.State.HUB);
        Nodes.show(pause, state == CatalogueRow.State.ACTIVE);
        Nodes.show(resume, state == CatalogueRow.State.PAUSED);
        Nodes.show(cancel, begun);
    }
}
