package io.phiworkbench.ui.chat;

import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.i18n.Messages;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.util.Duration;

/** An answer token by token, coloured by how sure the model was; the pointer on a token shows what else it considered. */
final class ProbabilityView extends VBox {
    private static final double SURE = 0.9;
    private static final double LIKELY = 0.6;
    private static final double UNSURE = 0.3;

    ProbabilityView(List<GeneratedToken> tokens) {
        getStyleClass().add("probabilities");
        TextFlow flow = new TextFlow();
        flow.getStyleClass().add("md-flow");
        for (GeneratedToken token : tokens) {
            flow.getChildren().add(text(token));
        }
        getChildren().setAll(flow);
    }

    private static Text text(GeneratedToken token) {
        Text text = new Text(token.text());
        text.getStyleClass().addAll("md-text", styleClass(token.logprob()));
        if (!token.alternatives().isEmpty()) {
            Tooltip tooltip = Buttons.tooltip(alternatives(token));
            tooltip.setShowDelay(Duration.millis(80));
            tooltip.getStyleClass().add("probability-tooltip");
            Tooltip.install(text, tooltip);
        }
        return text;
    }

    private static String styleClass(double logprob) {
        double p = Math.exp(logprob);
        if (Double.isNaN(p) || p >= SURE) {
            return "token-sure";
        }
        return p >= LIKELY ? "token-likely" : p >= UNSURE ? "token-unsure" : "token-guess";
    }

    private static String alternatives(GeneratedToken token) {
        return token.alternatives().stream()
                .map(a -> Messages.text(
                        "chat.alternative", Math.exp(a.logprob()), a.text().replace("\n", "⏎")))
                .collect(Collectors.joining("\n"));
    }
}
