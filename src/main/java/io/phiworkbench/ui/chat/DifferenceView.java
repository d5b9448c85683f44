package io.phiworkbench.ui.chat;

import atlantafx.base.controls.SelectableTextFlow;
import atlantafx.base.theme.Styles;
import io.phiworkbench.chat.WordDifference.Kind;
import io.phiworkbench.chat.WordDifference.Part;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.control.TextDirection;
import io.phiworkbench.ui.i18n.Messages;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.kordamp.ikonli.feather.Feather;

/** An answer with what changed since another version: what went struck through, what came underlined. */
final class DifferenceView extends VBox {

    DifferenceView(AnswerDifference difference, Runnable close) {
        getStyleClass().add("difference");
        getChildren().add(head(difference, close));
        difference.otherSettings().ifPresent(settings -> {
            Label other = Nodes.label(
                    Messages.text("chat.difference.otherSettings", difference.version(), settings), Styles.TEXT_MUTED);
            other.setWrapText(true);
            getChildren().add(other);
        });
        SelectableTextFlow flow = new SelectableTextFlow(
                difference.parts().stream().map(DifferenceView::text).toArray(Text[]::new));
        flow.getStyleClass().add("md-flow");
        flow.setNodeOrientation(
                TextDirection.of(difference.parts().stream().map(Part::text).collect(Collectors.joining())));
        flow.setAccessibleText(spoken(difference));
        getChildren().add(flow);
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

    private static Text text(Part part) {
        Text text = new Text(part.text());
        text.getStyleClass()
                .addAll("md-text", "difference-" + part.kind().name().toLowerCase(Locale.ROOT));
        return text;
    }

    /** For a screen reader, which tells neither colours nor lines. */
    private static String spoken(AnswerDifference difference) {
        return difference.parts().stream()
                .map(part -> part.kind() == Kind.SAME
                        ? part.text()
                        : Messages.text(
                                part.kind() == Kind.ADDED ? "chat.difference.added" : "chat.difference.removed",
                                part.text().strip()))
                .collect(Collectors.joining(" "));
    }
}
