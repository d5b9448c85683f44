package io.phiworkbench.ui.tray;

import atlantafx.base.theme.Styles;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import java.util.concurrent.CompletableFuture;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** A picture of a message, large. */
public final class StoredPictureView extends BorderPane {
    private static final int LARGEST_SHOWN = 2400;

    public StoredPictureView(CompletableFuture<ImageInput> picture, String name, FxThread threads, Runnable close) {
        getStyleClass().add("picture-viewer");
        ZoomPane zoom = new ZoomPane();
        Label title = Nodes.label(name, Styles.TITLE_4);
        HBox head = new HBox(title, Nodes.spacer(), Buttons.icon(Feather.X, Messages.text("common.close"), close));
        head.getStyleClass().add("viewer-head");
        head.setAlignment(Pos.CENTER_LEFT);
        setTop(head);
        setCenter(zoom);
        threads.follow(
                picture.thenApply(image -> Pictures.show(image, LARGEST_SHOWN)),
                image -> zoom.setImage(image, (int) image.getWidth(), (int) image.getHeight()),
                problem -> title.setText(Failures.text(problem)));
    }
}
