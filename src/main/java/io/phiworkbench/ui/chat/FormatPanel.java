package io.phiworkbench.ui.chat;

import atlantafx.base.theme.Styles;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.inference.local.grammar.ConstraintCompiler;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** What form the answers of a chat must have. A schema counts once it is understood; until then its fault is said. */
final class FormatPanel extends VBox {
    private static final OutputFormat.Csv TABLE = new OutputFormat.Csv(1, 16);

    private final ChatViewModel chat;
    private final ChoiceBox<Kind> kind = new ChoiceBox<>();
    private final TextArea schema = Nodes.tabMovesOn(new TextArea());
    private final Label fault = Nodes.label("", "analyse-warning", Styles.TEXT_SMALL);
    private boolean showing;
    private boolean changing;
    private long shownId = -1;

    private enum Kind {
        TEXT,
        JSON,
        TABLE,
        SCHEMA
    }

    FormatPanel(ChatViewModel chat) {
        this.chat = chat;
        getStyleClass().add("slider-row");
        kind.getItems().setAll(Kind.values());
        kind.setConverter(names());
        kind.setAccessibleText(Messages.text("details.format"));
        schema.setId("answer-schema");
        schema.setPrefRowCount(6);
        schema.setPromptText(Messages.text("details.format.prompt"));
        schema.setAccessibleText(Messages.text("details.format.schema"));
        fault.setWrapText(true);
        Label name = new Label(Messages.text("details.format"));
        name.setTooltip(Buttons.tooltip(Messages.text("details.format.help")));
        HBox row = new HBox(name, Nodes.spacer(), kind);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(row, schema, fault);
        chat.conversationProperty().subscribe(this::show);
        kind.valueProperty().subscribe(value -> {
            Nodes.show(schema, value == Kind.SCHEMA);
            choose();
        });
        schema.textProperty().subscribe(_ -> choose());
    }

    private static StringConverter<Kind> names() {
        return new StringConverter<>() {
            @Override
            public String toString(Kind value) {
                return value == null
                        ? ""
                        : Messages.text("details.format." + value.name().toLowerCase(Locale.ROOT));
            }

            @Override
            public Kind fromString(String text) {
                throw new UnsupportedOperationException("values are chosen, not typed");
            }
        };
    }

    private void show(Conversation conversation) {
        if (changing) {
            return;
        }
        showing = true;
        Nodes.show(fault, false);
        switch (conversation.options().format()) {
            case OutputFormat.Json _ -> kind.setValue(Kind.JSON);
            case OutputFormat.Csv _ -> kind.setValue(Kind.TABLE);
            case OutputFormat.JsonSchema s -> {
                kind.setValue(Kind.SCHEMA);
                if (!schema.getText().equals(s.schema())) {
                    schema.setText(s.schema());
                }
            }
            // The window offers no others, and a chat from a file keeps what it came with until something is chosen.
            case OutputFormat.Text _, OutputFormat.Choice _, OutputFormat.Pattern _ -> {
                if (kind.getValue() != Kind.SCHEMA || conversation.id() != shownId) {
                    kind.setValue(Kind.TEXT);
                }
            }
        }
        shownId = conversation.id();
        showing = false;
    }

    private void choose() {
        if (showing || kind.getValue() == null) {
            return;
        }
        OutputFormat wanted = switch (kind.getValue()) {
            case TEXT -> OutputFormat.TEXT;
            case JSON -> OutputFormat.JSON;
            case TABLE -> TABLE;
            case SCHEMA ->
                schema.getText().isBlank() ? OutputFormat.TEXT : new OutputFormat.JsonSchema(schema.getText());
        };
        String wrong = faultOf(wanted);
        OutputFormat taken = wrong.isEmpty() ? wanted : OutputFormat.TEXT;
        if (!taken.equals(chat.conversationProperty().get().options().format())) {
            changing = true;
            chat.update(c -> c.withOptions(c.options().withFormat(taken)));
            changing = false;
        }
        fault.setText(wrong);
        Nodes.show(fault, !wrong.isEmpty());
    }

    private static String faultOf(OutputFormat format) {
        try {
            ConstraintCompiler.check(format);
            return "";
        } catch (GenerationException e) {
            return Failures.text(e);
        }
    }
}
