package io.phiworkbench.ui.tray;

import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.vision.HdPlan;
import java.util.OptionalInt;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A picture of the tray, large: what the model sees of it, what that costs, and the tools to change both. */
public final class PictureViewer extends BorderPane {
    private static final int LARGEST_SHOWN = 2400;
    private static final int MOST_CROPS = 24;

    private final TrayViewModel tray;
    private final TrayItem item;
    private final FxThread threads;
    private final ZoomPane zoom = new ZoomPane();
    private final Label tokens = Nodes.label("", "viewer-tokens");
    private final Label plan = Nodes.label("", Styles.TEXT_MUTED);
    private final Slider crops = new Slider(1, MOST_CROPS, 1);
    private final Label cropsLabel = new Label();
    private final ToggleButton region = new ToggleButton(Messages.text("viewer.region"), new FontIcon(Feather.CROP));
    private boolean adjusting;

    public PictureViewer(TrayViewModel tray, TrayItem item, FxThread threads, Runnable close) {
        this.tray = tray;
        this.item = item;
        this.threads = threads;
        getStyleClass().add("picture-viewer");
        setCenter(zoom);
        setRight(panel(close));
        item.planProperty().subscribe(this::show);
        item.thumbnailProperty().subscribe(_ -> load());
        zoom.onRegion(selected -> {
            region.setSelected(false);
            tray.crop(item, selected);
        });
        region.selectedProperty().subscribe(zoom::setSelecting);
    }

    private void load() {
        zoom.setImage(item.thumbnailProperty().get(), item.width(), item.height());
        var image = item.image();
        threads.call(
                () -> Pictures.show(image, LARGEST_SHOWN),
                shown -> {
                    if (item.image() == image) {
                        zoom.setImage(shown, item.width(), item.height());
                    }
                },
                problem -> plan.setText(Failures.text(problem)));
    }

    private Node panel(Runnable close) {
        Label name = Nodes.label(item.name(), Styles.TITLE_4);
        name.setWrapText(true);
        HBox title = new HBox(name, Nodes.spacer(), Buttons.icon(Feather.X, Messages.text("common.close"), close));
        title.setAlignment(Pos.CENTER_LEFT);
        plan.setWrapText(true);
        CheckBox grid = new CheckBox(Messages.text("viewer.grid"));
        grid.setSelected(true);
        grid.setWrapText(true);
        grid.selectedProperty().subscribe(zoom::setGridShown);
        VBox panel = new VBox(title, tokens, plan, cropControl(), grid, tools());
        panel.getStyleClass().add("viewer-panel");
        return panel;
    }

    private Node cropControl() {
        crops.setMajorTickUnit(1);
        crops.setMinorTickCount(0);
        crops.setSnapToTicks(true);
        crops.setBlockIncrement(1);
        crops.setAccessibleText(Messages.text("viewer.crops"));
        crops.valueProperty().subscribe((_, value) -> {
            if (!adjusting) {
                tray.limitCrops(item, OptionalInt.of((int) Math.round(value.doubleValue())));
            }
        });
        Button automatic = new Button(Messages.text("viewer.automatic"));
        automatic.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        automatic.setOnAction(_ -> tray.limitCrops(item, OptionalInt.empty()));
        HBox head = new HBox(cropsLabel, Nodes.spacer(), automatic);
        head.setAlignment(Pos.CENTER_LEFT);
        Label explanation = Nodes.label(Messages.text("viewer.cropsHelp"), Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        explanation.setWrapText(true);
        VBox box = new VBox(head, crops, explanation);
        box.getStyleClass().add("viewer-crops");
        return box;
    }

    private Node tools() {
        region.setMaxWidth(Double.MAX_VALUE);
        Button rotate = Buttons.labelled(Feather.ROTATE_CW, Messages.text("viewer.rotate"), () -> tray.rotate(item));
        Button restore =
                Buttons.labelled(Feather.CORNER_UP_LEFT, Messages.text("viewer.restore"), () -> tray.restore(item));
        Button fit = Buttons.labelled(Feather.MAXIMIZE, Messages.text("viewer.fit"), zoom::fit);
        for (Button button : new Button[] {rotate, restore, fit}) {
            button.setMaxWidth(Double.MAX_VALUE);
        }
        VBox box = new VBox(region, rotate, restore, fit);
        box.getStyleClass().add("viewer-tools");
        return box;
    }

    private void show(HdPlan value) {
        zoom.setPlan(value);
        if (value == null) {
            return;
        }
        adjusting = true;
        crops.setValue(value.numCrops());
        adjusting = false;
        cropsLabel.setText(Messages.text("viewer.cropsValue", value.numCrops()));
        tokens.setText(Messages.text("viewer.tokens", value.tokens()));
        plan.setText(Messages.text(
                "viewer.plan",
                item.width(),
                item.height(),
                value.columns(),
                value.rows(),
                value.hdWidth(),
                value.hdHeight()));
    }
}
