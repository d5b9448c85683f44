package io.phiworkbench.ui.chat;

import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.markdown.MarkdownView;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A formatted answer with what changed since another version: what went struck through, what came underlined. */
final class DifferenceView extends VBox {

    /** @param openLink gets addresses that were clicked */
    DifferenceView(AnswerDifference difference, Consumer<String> openLink, Runnable close) {
        getStyleClass().add("difference");
        getChildren().add(head(difference, close));
        difference.otherSettings().ifPresent(settings -> {
            Label other = Nodes.label(
                    Messages.text("chat.difference.otherSettings", difference.version(), settings), Styles.TEXT_MUTED);
            other.setWrapText(true);
            getChildren().add(other);
        });
        MarkdownView marked = new MarkdownView(openLink);
        marked.setBlocks(difference.blocks());
        getChildren().add(marked);
    }

    private static Node head(AnswerDifference difference, Runnable close) {
        Label summary = Nodes.label(difference.summary(), "difference-summary");
        summary.setWrapText(true);
        summary.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(summary, Priority.ALWAYS);
        HBox head = new HBox(summary, Buttons.icon(Feather.X, Messages.text("chat.difference.hide"), close));
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }
}
