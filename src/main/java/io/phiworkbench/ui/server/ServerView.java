package io.phiworkbench.ui.server;

import atlantafx.base.controls.ToggleSwitch;
import atlantafx.base.theme.Styles;
import io.phiworkbench.server.ServerFigures;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.ClipboardText;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The page of the local server. */
public final class ServerView extends ScrollPane {
    private static final int HIGHEST_PORT = 65_535;
    private static final int LOWEST_PORT = 1024;

    private final ServerViewModel server;

    public ServerView(ServerViewModel server) {
        this.server = server;
        getStyleClass().add("screen");
        setFitToWidth(true);
        Label hint = Nodes.label(Messages.text("server.hint"), Styles.TEXT_MUTED);
        hint.setWrapText(true);
        VBox card = new VBox(row("server.on", toggle()), row("server.port", port()), row("server.key", key()), state());
        card.getStyleClass().add("settings-card");
        VBox page = new VBox(Nodes.label(Messages.text("models.server"), Styles.TITLE_2), hint, problem(), card);
        page.getStyleClass().add("page");
        setContent(page);
    }

    private Node toggle() {
        ToggleSwitch toggle = new ToggleSwitch();
        toggle.setId("server-switch");
        toggle.selectedProperty().subscribe(on -> server.setRunning(on));
        server.runningProperty().subscribe(toggle::setSelected);
        // A switch that did not take goes back.
        server.changingProperty().subscribe(changing -> {
            if (!changing) {
                toggle.setSelected(server.runningProperty().get());
            }
        });
        toggle.disableProperty().bind(server.changingProperty());
        return toggle;
    }

    private Node port() {
        Spinner<Integer> spinner =
                new Spinner<>(LOWEST_PORT, HIGHEST_PORT, server.portProperty().get());
        spinner.getEditor().setAccessibleText(Messages.text("server.port"));
        spinner.setEditable(true);
        spinner.getValueFactory().valueProperty().subscribe(server.portProperty()::set);
        spinner.disableProperty().bind(server.runningProperty());
        return spinner;
    }

    private Node key() {
        PasswordField field = new PasswordField();
        field.textProperty().bindBidirectional(server.keyProperty());
        field.disableProperty().bind(server.runningProperty());
        return field;
    }

    private Node state() {
        VBox note = new VBox(address(), counts());
        note.getStyleClass().add("settings-note");
        server.runningProperty().subscribe(on -> Nodes.show(note, on));
        return note;
    }

    private Node address() {
        Label text = Nodes.label("", "path-text");
        text.setId("server-address");
        text.textProperty().bind(server.addressProperty());
        HBox row = new HBox(8, text, Buttons.icon(Feather.COPY, Messages.text("server.copy"), this::copy));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void copy() {
        ClipboardText.put(server.addressProperty().get());
    }

    private Node counts() {
        Label text = Nodes.label("", Styles.TEXT_MUTED);
        text.setWrapText(true);
        server.figuresProperty().subscribe(f -> text.setText(line(f)));
        return text;
    }

    private static String line(ServerFigures f) {
        return Messages.text("server.counts", f.open(), f.answered(), f.refused(), f.abandoned(), f.tokens());
    }

    private Node problem() {
        Label text = Nodes.label("", Styles.DANGER);
        text.setWrapText(true);
        text.textProperty().bind(server.problemProperty());
        server.problemProperty().subscribe(p -> Nodes.show(text, !p.isEmpty()));
        return text;
    }

    private static Node row(String key, Node control) {
        Label name = new Label(Messages.text(key));
        name.setLabelFor(control);
        Label help = Nodes.label(Messages.text(key + ".help"), Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        help.setWrapText(true);
        control.setAccessibleText(name.getText());
        VBox texts = new VBox(name, help);
        HBox.setHgrow(texts, Priority.ALWAYS);
        HBox row = new HBox(texts, control);
        row.getStyleClass().add("settings-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
