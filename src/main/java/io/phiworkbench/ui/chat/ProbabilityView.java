package io.phiworkbench.ui.chat;

import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import java.util.List;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.util.Duration;

/** An answer token by token, coloured by how sure the model was; the pointer on a token shows what else it considered. */
final class ProbabilityView extends VBox {
    private static final double SURE = 0.9;
    private static final double LIKELY = 0.6;
    private static final double UNSURE = 0.3;
    private static final int NONE = -1;
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final List<GeneratedToken> tokens;
    private final List<Node> texts;
    private final Label detail = new Label();
    private int chosen = NONE;

    ProbabilityView(List<GeneratedToken> tokens) {
        getStyleClass().add("probabilities");
        TextFlow flow = new TextFlow();
        flow.getStyleClass().add("md-flow");
        for (GeneratedToken token : tokens) {
            flow.getChildren().add(text(token));
        }
        detail.getStyleClass().add("probability-detail");
        detail.setWrapText(true);
        Nodes.show(detail, false);
        getChildren().setAll(flow, detail);
        this.tokens = tokens;
        texts = List.copyOf(flow.getChildren());
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(Messages.text("chat.probabilities.help"));
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        focusedProperty().subscribe(focused -> {
            if (!focused) {
                choose(NONE);
            }
        });
    }

    /** The arrows go from token to token, so that what the pointer shows is there without one. */
    private void keyPressed(KeyEvent e) {
        int step = switch (e.getCode()) {
            case RIGHT -> 1;
            case LEFT -> -1;
            default -> 0;
        };
        if (step != 0 && !tokens.isEmpty()) {
            choose(Math.clamp(chosen + step, 0, tokens.size() - 1));
            e.consume();
        }
    }

    private void choose(int index) {
        if (chosen != NONE) {
            texts.get(chosen).pseudoClassStateChanged(CHOSEN, false);
        }
        chosen = index;
        Nodes.show(detail, index != NONE);
        if (index == NONE) {
            return;
        }
        GeneratedToken token = tokens.get(index);
        texts.get(index).pseudoClassStateChanged(CHOSEN, true);
        detail.setText(token.alternatives().isEmpty() ? Messages.text("chat.noAlternative") : alternatives(token));
        setAccessibleText(token.text().strip() + "\n" + detail.getText());
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
