package io.phiworkbench.ui.shell;

import atlantafx.base.theme.Styles;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.SearchHit;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.ChatListViewModel.Row;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A line of the side bar. */
final class ChatRowCell extends ListCell<Row> {
    private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");

    private static final double LOWEST = 34;

    private final ChatListViewModel chats;
    private final SideBar.ChatRowActions actions;
    private final ReadOnlyObjectProperty<Long> openChat;

    ChatRowCell(ChatListViewModel chats, SideBar.ChatRowActions actions, ReadOnlyObjectProperty<Long> openChat) {
        this.chats = chats;
        this.actions = actions;
        this.openChat = openChat;
        getStyleClass().add("chat-row");
        setPrefWidth(0);
        openChat.subscribe(_ -> markOpen());
        setOnMouseClicked(e -> {
            if (getItem() != null && e.getButton() == MouseButton.PRIMARY) {
                actions.open(getItem());
            }
        });
    }

    /** Never flat: a list fills its room with empty cells and would make them without end. */
    @Override
    protected double computePrefHeight(double width) {
        return Math.max(LOWEST, super.computePrefHeight(width));
    }

    @Override
    protected void updateItem(Row row, boolean empty) {
        super.updateItem(row, empty);
        setText(null);
        setContextMenu(null);
        setGraphic(empty || row == null ? null : content(row));
        pseudoClassStateChanged(PseudoClass.getPseudoClass("section"), !empty && row instanceof Row.Section);
        markOpen();
    }

    private void markOpen() {
        boolean open =
                getItem() instanceof Row.Chat(Conversation c) && openChat.get() != null && c.id() == openChat.get();
        pseudoClassStateChanged(OPEN, open);
    }

    private Node content(Row row) {
        return switch (row) {
            case Row.Section(String name) -> Nodes.label(name, "chat-section");
            case Row.Nothing(String text) -> nothing(text);
            case Row.Chat(Conversation conversation) -> chat(conversation);
            case Row.Hit(SearchHit hit) -> hit(hit);
        };
    }

    private static Node nothing(String text) {
        Label label = Nodes.label(text, Styles.TEXT_MUTED, "chat-nothing");
        label.setWrapText(true);
        return label;
    }

    private Node chat(Conversation conversation) {
        Label title = new Label(conversation.title().isBlank() ? Messages.text("chat.untitled") : conversation.title());
        title.setMaxWidth(Double.MAX_VALUE);
        title.setMinWidth(0);
        HBox.setHgrow(title, Priority.ALWAYS);
        MenuButton menu = new MenuButton(null, new FontIcon(Feather.MORE_HORIZONTAL));
        menu.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL, "no-arrow", "row-menu");
        menu.setFocusTraversable(false);
        Buttons.dress(menu, Messages.text("common.more"));
        menu.getItems().setAll(menu(conversation));
        // Only while it can be seen: long titles take its place.
        menu.visibleProperty().bind(hoverProperty().or(menu.showingProperty()));
        menu.managedProperty().bind(menu.visibleProperty());
        HBox row = new HBox(title, menu);
        row.setAlignment(Pos.CENTER_LEFT);
        javafx.scene.control.ContextMenu context = new javafx.scene.control.ContextMenu();
        context.getItems().setAll(menu(conversation));
        setContextMenu(context);
        return row;
    }

    private MenuItem[] menu(Conversation conversation) {
        MenuItem pin = Buttons.menuItem(
                Feather.BOOKMARK,
                Messages.text(conversation.pinned() ? "chats.unpin" : "chats.pin"),
                () -> chats.pin(conversation, !conversation.pinned()));
        MenuItem rename = Buttons.menuItem(
                Feather.EDIT_2,
                Messages.text("chats.rename"),
                () -> actions.ask(
                        Messages.text("chats.rename"), conversation.title(), t -> chats.rename(conversation, t)));
        Menu move = new Menu(Messages.text("chats.move"), new FontIcon(Feather.FOLDER));
        chats.folders().stream()
                .filter(f -> !f.equals(conversation.folder()))
                .forEach(f -> move.getItems().add(Buttons.menuItem(null, f, () -> chats.move(conversation, f))));
        move.getItems()
                .add(Buttons.menuItem(
                        Feather.FOLDER_PLUS,
                        Messages.text("chats.newFolder"),
                        () -> actions.ask(Messages.text("chats.newFolder"), "", f -> chats.move(conversation, f))));
        if (!conversation.folder().isEmpty()) {
            move.getItems()
                    .add(Buttons.menuItem(
                            Feather.FOLDER_MINUS, Messages.text("chats.noFolder"), () -> chats.move(conversation, "")));
        }
        MenuItem delete =
                Buttons.menuItem(Feather.TRASH_2, Messages.text("chats.delete"), () -> actions.delete(conversation));
        return new MenuItem[] {pin, rename, move, new SeparatorMenuItem(), delete};
    }

    private static Node hit(SearchHit hit) {
        Label title = Nodes.label(hit.title().isBlank() ? Messages.text("chat.untitled") : hit.title(), "hit-title");
        TextFlow snippet = new TextFlow();
        snippet.getStyleClass().add("hit-snippet");
        int from = 0;
        for (SearchHit.Range range : hit.highlights()) {
            snippet.getChildren().add(text(hit.snippet().substring(from, range.start()), "hit-text"));
            snippet.getChildren().add(text(hit.snippet().substring(range.start(), range.end()), "hit-found"));
            from = range.end();
        }
        snippet.getChildren().add(text(hit.snippet().substring(from), "hit-text"));
        return new VBox(title, snippet);
    }

    private static Text text(String value, String styleClass) {
        Text text = new Text(value);
        text.getStyleClass().add(styleClass);
        return text;
    }
}
