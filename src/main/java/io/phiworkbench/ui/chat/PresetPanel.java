package io.phiworkbench.ui.chat;

import atlantafx.base.theme.Styles;
import io.phiworkbench.chat.Preset;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Makes, changes or removes a ready-made question. */
public final class PresetPanel extends VBox {
    private final TextField name = new TextField();
    private final TextArea template = Nodes.tabMovesOn(new TextArea());

    /** What the panel comes to. */
    public interface Outcome {
        void save(Preset preset);

        void remove(Preset preset);

        void close();
    }

    /** @param existing the one to change; empty for a new one */
    public PresetPanel(Optional<Preset> existing, Outcome outcome) {
        getStyleClass().addAll("panel-sheet", "question-panel");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        name.setId("preset-name");
        name.setPromptText(Messages.text("presets.name"));
        name.setAccessibleText(Messages.text("presets.name"));
        template.setId("preset-template");
        template.setWrapText(true);
        template.setPrefRowCount(5);
        template.setPromptText(Messages.text("presets.template"));
        template.setAccessibleText(Messages.text("presets.template"));
        existing.ifPresent(preset -> {
            name.setText(preset.title());
            template.setText(preset.template());
        });
        HBox buttons = new HBox(Nodes.spacer(), cancel(outcome), save(existing, outcome));
        existing.ifPresent(preset -> buttons.getChildren().addFirst(remove(preset, outcome)));
        buttons.getStyleClass().add("button-row");
        String title = Messages.text(existing.isPresent() ? "presets.change" : "presets.new");
        getChildren().setAll(Nodes.label(title, Styles.TITLE_4), name, template, buttons);
        Nodes.focusWhenShown(name);
    }

    private Button save(Optional<Preset> existing, Outcome outcome) {
        Button save = new Button(Messages.text("presets.save"));
        save.setId("preset-save");
        save.getStyleClass().add(Styles.ACCENT);
        save.disableProperty()
                .bind(name.textProperty()
                        .map(String::isBlank)
                        .flatMap(noName -> template.textProperty().map(t -> noName || t.isBlank())));
        save.setOnAction(_ -> {
            outcome.close();
            outcome.save(existing.map(preset -> preset.changed(name.getText(), template.getText()))
                    .orElseGet(() -> Preset.ofUser(name.getText(), template.getText(), false)));
        });
        return save;
    }

    private static Button remove(Preset preset, Outcome outcome) {
        Button remove = Buttons.labelled(Feather.TRASH_2, Messages.text("presets.remove"), () -> {
            outcome.close();
            outcome.remove(preset);
        });
        remove.setId("preset-remove");
        return remove;
    }

    private static Button cancel(Outcome outcome) {
        Button cancel = new Button(Messages.text("common.cancel"));
        cancel.setOnAction(_ -> outcome.close());
        return cancel;
    }
}
