package io.phiworkbench.ui.chat;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A picture of a message: small, numbered, opens large. */
final class PictureThumbnail extends Button {
    private static final double HEIGHT = 112;

    PictureThumbnail(Attachment attachment, int number, MessageActions actions) {
        getStyleClass().setAll("picture-thumbnail");
        ImageView view = new ImageView();
        view.setPreserveRatio(true);
        view.setFitHeight(HEIGHT);
        Label badge = Nodes.label(Integer.toString(number), "picture-number");
        StackPane stack = new StackPane(view, badge);
        StackPane.setAlignment(badge, Pos.TOP_LEFT);
        stack.setMinSize(HEIGHT / 2, HEIGHT);
        setGraphic(stack);
        setTooltip(Buttons.tooltip(attachment.name()));
        setAccessibleText(Messages.text("chat.picture", number, attachment.name()));
        setOnAction(_ -> actions.open(attachment));
        actions.thumbnail(attachment, view::setImage, why -> {
            stack.getChildren().setAll(new FontIcon(Feather.IMAGE), badge);
            setTooltip(Buttons.tooltip(why));
        });
    }
}
