package io.phiworkbench.ui.models.catalogue;

import atlantafx.base.theme.Styles;
import io.phiworkbench.models.ModelEntry;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Deletes a model that lies in the Hub's cache; asks in place before it does. */
public final class DeleteControl extends HBox {
    private final CatalogueViewModel catalogue;
    private final ModelEntry.Usable entry;
    private final Button ask;
    private final HBox question;
    private final Label problem = Nodes.label("", "model-reason");

    public DeleteControl(CatalogueViewModel catalogue, ModelEntry.Usable entry) {
        this.catalogue = catalogue;
        this.entry = entry;
        getStyleClass().add("model-controls");
        setAlignment(Pos.CENTER_RIGHT);
        setMinWidth(USE_PREF_SIZE);
        ask = Buttons.icon(Feather.TRASH_2, Messages.text("catalogue.delete", entry.name()), () -> showQuestion(true));
        ask.getStyleClass().add("delete");
        Button delete = Buttons.labelled(
                Feather.TRASH_2,
                Messages.text("catalogue.deleteSize", Figures.bytes(entry.bytesOnDisk())),
                this::delete);
        delete.getStyleClass().addAll(Styles.DANGER, "delete-now");
        Button keep = new Button(Messages.text("catalogue.keep"));
        keep.setOnAction(_ -> showQuestion(false));
        question = new HBox(delete, keep);
        question.getStyleClass().add("model-controls");
        problem.setWrapText(true);
        getChildren().setAll(problem, ask, question);
        Nodes.show(problem, false);
        showQuestion(false);
    }

    private void showQuestion(boolean shown) {
        Nodes.show(question, shown);
        Nodes.show(ask, !shown);
    }

    private void delete() {
        setDisable(true);
        catalogue.delete(entry.folder(), reason -> {
            setDisable(false);
            problem.setText(reason);
            Nodes.show(problem, true);
            showQuestion(false);
        });
    }
}
