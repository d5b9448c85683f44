package io.phiworkbench.ui.models.catalogue;

import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.layout.VBox;

/** The published models that are not here. */
public final class CatalogueView extends VBox {
    private final CatalogueViewModel catalogue;
    private final Consumer<String> openLink;
    private final VBox cards = new VBox();
    private final Map<CatalogueRow, CatalogueCard> made = new IdentityHashMap<>();

    /** @param openLink opens an address in the user's browser */
    public CatalogueView(CatalogueViewModel catalogue, Consumer<String> openLink) {
        this.catalogue = catalogue;
        this.openLink = openLink;
        getStyleClass().add("catalogue");
        cards.getStyleClass().add("model-rows");
        var hint = Nodes.label(Messages.text("catalogue.hint"), Styles.TEXT_MUTED);
        hint.setWrapText(true);
        getChildren().setAll(Nodes.label(Messages.text("catalogue.title"), Styles.TITLE_3), hint, cards);
        catalogue.rows().addListener((ListChangeListener<CatalogueRow>) _ -> show());
        show();
    }

    private void show() {
        cards.getChildren()
                .setAll(catalogue.rows().stream()
                        .map(row -> made.computeIfAbsent(row, r -> new CatalogueCard(catalogue, r, openLink)))
                        .toList());
    }
}
