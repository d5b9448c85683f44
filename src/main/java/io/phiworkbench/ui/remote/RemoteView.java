package io.phiworkbench.ui.remote;

import atlantafx.base.theme.Styles;
import io.phiworkbench.inference.remote.Endpoint;
import io.phiworkbench.inference.remote.OfferedModel;
import io.phiworkbench.inference.remote.Preset;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.ModelsViewModel;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The page of remote models. */
public final class RemoteView extends ScrollPane {
    private final RemoteViewModel remote;
    private final VBox rows = new VBox();
    private int line;

    public RemoteView(RemoteViewModel remote, ModelsViewModel models) {
        this.remote = remote;
        getStyleClass().add("screen");
        setFitToWidth(true);
        rows.getStyleClass().add("model-rows");
        Label hint = wrapped("remote.hint");
        Label message = new Label();
        message.setId("remote-message");
        message.setWrapText(true);
        message.textProperty().bind(remote.messageProperty());
        remote.messageProperty().subscribe(text -> Nodes.show(message, !text.isEmpty()));
        VBox page = new VBox(head(), hint, form(), message, rows);
        page.getStyleClass().add("page");
        setContent(page);
        remote.endpoints().addListener((ListChangeListener<Endpoint>) _ -> show());
        models.currentProperty().subscribe(_ -> show());
    }

    private Node head() {
        Button add = Buttons.labelled(Feather.PLUS, Messages.text("remote.add"), remote::add);
        add.setId("add-remote");
        HBox head = new HBox(Nodes.label(Messages.text("models.remote"), Styles.TITLE_2), Nodes.spacer(), add);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private static Label wrapped(String key) {
        Label label = Nodes.label(Messages.text(key), Styles.TEXT_MUTED);
        label.setWrapText(true);
        return label;
    }

    private void show() {
        rows.getChildren().setAll(remote.endpoints().stream().map(this::card).toList());
    }

    private Node card(Endpoint endpoint) {
        Label facts = Nodes.label(
                Messages.text(
                        endpoint.leavesMachine() ? "remote.leaves" : "remote.stays",
                        endpoint.model(),
                        endpoint.preset().label()),
                Styles.TEXT_MUTED);
        facts.setWrapText(true);
        VBox texts = new VBox(
                Nodes.label(endpoint.name(), "model-name"),
                facts,
                Nodes.label(endpoint.baseUrl(), Styles.TEXT_MUTED, "path-text"));
        texts.getStyleClass().add("model-texts");
        HBox.setHgrow(texts, Priority.ALWAYS);
        boolean current = remote.isCurrent(endpoint);
        Button use = new Button(Messages.text(current ? "models.inUse" : "models.use"));
        use.setDisable(current);
        use.setAccessibleText(Messages.text("remote.useName", endpoint.name()));
        use.setOnAction(_ -> remote.use(endpoint));
        HBox controls = new HBox(
                use,
                Buttons.icon(Feather.EDIT_2, Messages.text("remote.edit"), () -> remote.edit(endpoint)),
                Buttons.icon(Feather.TRASH_2, Messages.text("remote.remove"), () -> remote.remove(endpoint)));
        controls.getStyleClass().add("model-controls");
        controls.setAlignment(Pos.CENTER_RIGHT);
        controls.setMinWidth(USE_PREF_SIZE);
        HBox card = new HBox(new FontIcon(endpoint.leavesMachine() ? Feather.CLOUD : Feather.SERVER), texts, controls);
        card.getStyleClass().add("model-card");
        card.setAlignment(Pos.CENTER_LEFT);
        return card;
    }

    private Node form() {
        EndpointForm form = remote.form();
        GridPane grid = new GridPane(8, 8);
        row(grid, "remote.preset", preset(form));
        row(grid, "remote.name", text("remote-name", form.nameProperty()));
        row(grid, "remote.url", text("remote-url", form.baseUrlProperty()));
        PasswordField key = new PasswordField();
        key.setPromptText(Messages.text("remote.keyPrompt"));
        key.textProperty().bindBidirectional(form.keyProperty());
        row(grid, "remote.key", key);
        row(grid, "remote.model", model(form));
        CheckBox images = new CheckBox(Messages.text("remote.images"));
        images.selectedProperty().bindBidirectional(form.readsImagesProperty());
        grid.add(images, 1, line++);
        Button test = new Button(Messages.text("remote.test"));
        test.setOnAction(_ -> remote.test());
        Button save = new Button(Messages.text("remote.save"));
        save.getStyleClass().add(Styles.ACCENT);
        save.setOnAction(_ -> remote.save());
        Button cancel = new Button(Messages.text("common.cancel"));
        cancel.setOnAction(_ -> remote.cancelEditing());
        HBox buttons = new HBox(8, test, save, cancel);
        buttons.disableProperty().bind(remote.busyProperty());
        VBox card = new VBox(8, grid, buttons);
        card.getStyleClass().add("settings-card");
        remote.editingProperty().subscribe(open -> Nodes.show(card, open));
        return card;
    }

    private void row(GridPane grid, String key, javafx.scene.control.Control control) {
        Label name = new Label(Messages.text(key));
        name.setLabelFor(control);
        name.setMinWidth(USE_PREF_SIZE);
        control.setAccessibleText(name.getText());
        control.setMaxWidth(Double.MAX_VALUE);
        GridPane.setHgrow(control, Priority.ALWAYS);
        grid.addRow(line++, name, control);
    }

    private static TextField text(String id, javafx.beans.property.StringProperty property) {
        TextField field = new TextField();
        field.setId(id);
        field.textProperty().bindBidirectional(property);
        return field;
    }

    private static ChoiceBox<Preset> preset(EndpointForm form) {
        ChoiceBox<Preset> box = new ChoiceBox<>();
        box.getItems().setAll(Preset.values());
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(Preset preset) {
                return preset == null ? "" : preset.label();
            }

            @Override
            public Preset fromString(String text) {
                throw new UnsupportedOperationException("presets are chosen, not typed");
            }
        });
        box.valueProperty().bindBidirectional(form.presetProperty());
        return box;
    }

    private static ComboBox<String> model(EndpointForm form) {
        ComboBox<String> box = new ComboBox<>();
        box.setEditable(true);
        form.offered().addListener((ListChangeListener<OfferedModel>) _ -> box.getItems()
                .setAll(form.offered().stream().map(OfferedModel::id).toList()));
        box.getEditor().textProperty().bindBidirectional(form.modelProperty());
        return box;
    }
}
