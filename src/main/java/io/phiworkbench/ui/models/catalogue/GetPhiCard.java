package io.phiworkbench.ui.models.catalogue;

import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.VerdictPill;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The first start's way to a real model: one, with its size, whether it fits, and one button. */
public final class GetPhiCard extends VBox {
    private final CatalogueViewModel catalogue;
    private final Runnable showModels;

    /** @param showModels shows the models screen */
    public GetPhiCard(CatalogueViewModel catalogue, Runnable showModels) {
        this.catalogue = catalogue;
        this.showModels = showModels;
        setId("get-phi");
        getStyleClass().add("start-card");
        catalogue.recommendedProperty().subscribe(this::show);
    }

    private void show(CatalogueRow row) {
        Nodes.show(this, row != null);
        if (row == null) {
            return;
        }
        String title = row.model().title();
        HBox head = new HBox(
                Nodes.wrapped(Messages.text("catalogue.start", title), Styles.TITLE_4),
                new VerdictPill(row.estimateProperty()));
        head.getStyleClass().add("model-title");
        head.setAlignment(Pos.CENTER_LEFT);
        VBox texts = new VBox(head, wrapped(text(row), Styles.TEXT_MUTED), problem(row));
        texts.getStyleClass().add("start-texts");
        HBox.setHgrow(texts, Priority.ALWAYS);
        GetControls controls = new GetControls(catalogue, row);
        Button others = Buttons.labelled(Feather.BOX, Messages.text("catalogue.others"), showModels);
        others.setMinWidth(Button.USE_PREF_SIZE);
        others.getStyleClass().add(Styles.FLAT);
        HBox line = new HBox(texts, controls, others);
        line.getStyleClass().add("start-line");
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(line);
        row.stateProperty().subscribe(state -> Nodes.show(this, state != CatalogueRow.State.HERE));
    }

    private static String text(CatalogueRow row) {
        return Messages.text(
                "catalogue.startText",
                row.model().purpose(Messages.locale()),
                Figures.bytes(row.model().downloadBytes()));
    }

    private static Label problem(CatalogueRow row) {
        Label text = wrapped("", "model-reason");
        text.textProperty().bind(row.problemProperty());
        row.problemProperty().subscribe(p -> Nodes.show(text, !p.isEmpty()));
        return text;
    }

    private static Label wrapped(String text, String... styles) {
        return Nodes.wrapped(text, styles);
    }
}
