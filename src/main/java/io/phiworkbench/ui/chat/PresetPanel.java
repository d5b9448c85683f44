package io.phiworkbench.ui.chat;

import atlantafx.base.theme.Styles;
import io.phiworkbench.chat.Preset;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Makes a ready-made question. */
public final class PresetPanel extends VBox {

    public PresetPanel(Consumer<Preset> save, Runnable close) {
        getStyleClass().addAll("panel-sheet", "question-panel");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        TextField name = new TextField();
        name.setPromptText(Messages.text("presets.name"));
        name.setAccessibleText(Messages.text("presets.name"));
        TextArea template = new TextArea();
        template.setWrapText(true);
        template.setPrefRowCount(5);
        template.setPromptText(Messages.text("presets.template"));
        template.setAccessibleText(Messages.text("presets.template"));
        Button ok = new Button(Messages.text("presets.save"));
        ok.getStyleClass().add(Styles.ACCENT);
        ok.disableProperty()
                .bind(name.textProperty()
                        .map(String::isBlank)
                        .flatMap(noName -> template.textProperty().map(t -> noName || t.isBlank())));
        ok.setOnAction(_ -> {
            close.run();
            save.accept(Preset.ofUser(name.getText(), template.getText(), false));
        });
        Button cancel = new Button(Messages.text("common.cancel"));
        cancel.setOnAction(_ -> close.run());
        HBox buttons = new HBox(Nodes.spacer(), cancel, ok);
        buttons.getStyleClass().add("button-row");
        getChildren().setAll(Nodes.label(Messages.text("presets.new"), Styles.TITLE_4), name, template, buttons);
        Nodes.focusWhenShown(name);
    }
}
