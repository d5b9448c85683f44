package io.phiworkbench.ui.models.catalogue;

import atlantafx.base.theme.Styles;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.models.FitEstimate;
import io.phiworkbench.models.catalogue.CatalogueModel;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.VerdictPill;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One published model: what it is, whether it fits, and getting it. */
final class CatalogueCard extends VBox {
    private static final List<Precision> PRECISIONS = List.of(Precision.INT8, Precision.BF16, Precision.FP32);

    private final CatalogueRow row;
    private final Consumer<String> openLink;

    CatalogueCard(CatalogueViewModel catalogue, CatalogueRow row, Consumer<String> openLink) {
        this.row = row;
        this.openLink = openLink;
        CatalogueModel model = row.model();
        getStyleClass().add("catalogue-card");
        setId("catalogue-" + model.id().replace('.', '-'));
        HBox title = new HBox(Nodes.label(model.title(), "model-name"), new VerdictPill(row.estimateProperty()));
        title.getStyleClass().add("model-title");
        title.setAlignment(Pos.CENTER_LEFT);
        VBox texts = new VBox(title, wrapped(facts(model), Styles.TEXT_MUTED), wrapped(purpose(model)), problem());
        texts.getStyleClass().add("model-texts");
        HBox.setHgrow(texts, Priority.ALWAYS);
        VBox details = details(model);
        Nodes.show(details, false);
        HBox head = new HBox(
                new FontIcon(model.readsImages() ? Feather.IMAGE : Feather.TYPE),
                texts,
                new GetControls(catalogue, row),
                more(details));
        head.getStyleClass().add("model-card-head");
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(head, details);
        row.stateProperty().subscribe(state -> Nodes.show(this, state != CatalogueRow.State.HERE));
    }

    private static ToggleButton more(VBox details) {
        ToggleButton more = Buttons.toggle(Feather.CHEVRON_DOWN, Messages.text("catalogue.more"));
        more.selectedProperty().subscribe(open -> Nodes.show(details, open));
        return more;
    }

    private static String facts(CatalogueModel model) {
        return Messages.text(
                model.readsImages() ? "catalogue.factsVision" : "catalogue.facts",
                Figures.parameters(model.parameters()),
                Figures.bytes(model.downloadBytes()),
                model.contextLength(),
                model.licence());
    }

    private static String purpose(CatalogueModel model) {
        return model.purpose(Messages.locale());
    }

    private Node problem() {
        Label text = wrapped("", "model-reason");
        text.textProperty().bind(row.problemProperty());
        row.problemProperty().subscribe(p -> Nodes.show(text, !p.isEmpty()));
        return text;
    }

    private static Label wrapped(String text, String... styles) {
        Label label = Nodes.label(text, styles);
        label.setWrapText(true);
        return label;
    }

    private VBox details(CatalogueModel model) {
        String page = "https://huggingface.co/" + model.repo();
        Hyperlink link = new Hyperlink(page);
        link.setOnAction(_ -> openLink.accept(page));
        VBox details = new VBox(
                wrapped(Messages.text(
                        "catalogue.languages", String.join(", ", model.languageNames(Messages.locale())))),
                wrapped(Messages.text("catalogue.licence", model.licence(), model.released())),
                memory(),
                link);
        details.getStyleClass().add("catalogue-details");
        return details;
    }

    /** What it takes in each precision, once the machine's memory is known. */
    private Label memory() {
        Label label = wrapped("");
        row.estimateProperty().subscribe(estimate -> {
            if (estimate != null) {
                label.setText(Messages.text("catalogue.memory", needs(estimate), estimate.contextLength()));
            }
        });
        return label;
    }

    private String needs(FitEstimate known) {
        return PRECISIONS.stream()
                .map(precision -> row.model().estimate(LoadOptions.auto().withPrecision(precision), known.memory()))
                .map(e -> e.precision().label() + " " + Figures.bytes(e.total()))
                .collect(Collectors.joining(", "));
    }
}
