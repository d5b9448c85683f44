package io.phiworkbench.ui.chat;

import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.ReadyModel;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Title, model and menus of a chat. */
public final class ChatHeader extends HBox {
    private final ChatViewModel chat;
    private final Button title = new Button();
    private final TextField editor = new TextField();
    private final StackPane place = new StackPane(title);
    private final Button model;
    private final ToggleButton details = Buttons.toggle(Feather.SLIDERS, Messages.text("chat.details"));
    private final MenuButton more = new MenuButton(null, new FontIcon(Feather.MORE_HORIZONTAL));

    /** @param pickModel opens the list of models below the node it is given */
    public ChatHeader(ChatViewModel chat, Consumer<Node> pickModel) {
        this.chat = chat;
        getStyleClass().add("chat-header");
        setAlignment(Pos.CENTER_LEFT);
        model = modelButton(pickModel);
        more.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "no-arrow");
        Buttons.dress(more, Messages.text("chat.more"));
        getChildren().setAll(titlePlace(), Nodes.spacer(), model, details, more);
    }

    /** The button that the list of models belongs to. */
    public Button modelButton() {
        return model;
    }

    public ToggleButton detailsButton() {
        return details;
    }

    /** The menu for the whole chat. */
    public void setMenu(List<MenuItem> items) {
        more.getItems().setAll(items);
    }

    /** Lets the user change the title. */
    public void rename() {
        editor.setText(chat.conversationProperty().get().title());
        place.getChildren().setAll(editor);
        editor.requestFocus();
        editor.selectAll();
    }

    private Node titlePlace() {
        place.setAlignment(Pos.CENTER_LEFT);
        title.getStyleClass().addAll(Styles.FLAT, "chat-title");
        title.textProperty()
                .bind(chat.conversationProperty()
                        .map(c -> c.title().isBlank() ? Messages.text("chat.untitled") : c.title()));
        title.setTooltip(Buttons.tooltip(Messages.text("chat.rename")));
        title.setOnAction(_ -> rename());
        editor.getStyleClass().add("chat-title-editor");
        editor.setAccessibleText(Messages.text("chat.rename"));
        editor.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                place.getChildren().setAll(title);
                e.consume();
            }
        });
        editor.setOnAction(_ -> finishRename());
        editor.focusedProperty().subscribe(focused -> {
            if (!focused && place.getChildren().contains(editor)) {
                finishRename();
            }
        });
        return place;
    }

    private void finishRename() {
        place.getChildren().setAll(title);
        String text = editor.getText().strip();
        if (!text.isEmpty()) {
            chat.update(c -> c.withTitle(text));
        }
    }

    private Button modelButton(Consumer<Node> pickModel) {
        Label name = new Label();
        name.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> chat.models().loadingProperty().get() != null
                                ? Messages.text("models.loading")
                                : chat.models().current().map(ReadyModel::label).orElse(Messages.text("models.choose")),
                        chat.models().currentProperty(),
                        chat.models().loadingProperty()));
        FontIcon state = new FontIcon(Feather.CPU);
        FontIcon arrow = new FontIcon(Feather.CHEVRON_DOWN);
        HBox content = new HBox(state, name, arrow);
        content.getStyleClass().add("model-button-content");
        content.setAlignment(Pos.CENTER);
        Button button = new Button(null, content);
        button.setId("model-button");
        button.getStyleClass().add("model-button");
        button.accessibleTextProperty().bind(name.textProperty().map(t -> Messages.text("models.button", t)));
        button.setTooltip(Buttons.tooltip(Messages.text("models.buttonTip")));
        button.setOnAction(_ -> pickModel.accept(button));
        chat.models().currentProperty().subscribe(m -> {
            boolean remote = m != null && m.description().remote();
            state.setIconCode(remote ? Feather.CLOUD : Feather.CPU);
            button.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("remote"), remote);
        });
        return button;
    }
}
