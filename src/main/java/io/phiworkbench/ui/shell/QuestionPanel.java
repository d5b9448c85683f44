package io.phiworkbench.ui.shell;

import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Asks for one line of text. */
public final class QuestionPanel extends VBox {

    public QuestionPanel(String question, String proposal, Consumer<String> answer, Runnable close) {
        getStyleClass().addAll("panel-sheet", "question-panel");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        TextField field = new TextField(proposal);
        field.setAccessibleText(question);
        Runnable finish = () -> {
            if (!field.getText().isBlank()) {
                close.run();
                answer.accept(field.getText().strip());
            }
        };
        field.setOnAction(_ -> finish.run());
        Button ok = new Button(Messages.text("common.ok"));
        ok.getStyleClass().add(Styles.ACCENT);
        ok.setOnAction(_ -> finish.run());
        ok.disableProperty().bind(field.textProperty().map(String::isBlank));
        Button cancel = new Button(Messages.text("common.cancel"));
        cancel.setOnAction(_ -> close.run());
        HBox buttons = new HBox(Nodes.spacer(), cancel, ok);
        buttons.getStyleClass().add("button-row");
        getChildren().setAll(Nodes.label(question, Styles.TITLE_4), field, buttons);
        Nodes.focusWhenShown(field);
        field.selectAll();
    }
}
