package io.phiworkbench.ui.shell;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.ChatListViewModel.Row;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The left of the window: new chat, search, chats, screens. */
public final class SideBar extends VBox {
    private final CustomTextField search = new CustomTextField();
    private final ListView<Row> list;

    /**
     * @param openChat id of a chat that is shown now
     */
    public SideBar(
            ChatListViewModel chats,
            ObjectProperty<Screen> screen,
            ReadOnlyObjectProperty<Long> openChat,
            ChatRowActions actions,
            Runnable newChat) {
        getStyleClass().add("side-bar");
        list = new ListView<>(chats.rows());
        list.getStyleClass().addAll("chat-list", Styles.DENSE);
        list.setAccessibleText(Messages.text("chats.name"));
        list.setCellFactory(_ -> new ChatRowCell(chats, actions, openChat));
        list.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            Row row = list.getSelectionModel().getSelectedItem();
            if (e.getCode() == KeyCode.ENTER && row != null) {
                actions.open(row);
                e.consume();
            } else if (e.getCode() == KeyCode.F10 && e.isShiftDown()) {
                showMenu(row);
                e.consume();
            } else if (e.getCode() == KeyCode.DELETE && row instanceof Row.Chat chat) {
                actions.delete(chat.conversation());
                e.consume();
            }
        });
        list.setOnContextMenuRequested(e -> {
            if (e.isKeyboardTrigger()) {
                showMenu(list.getSelectionModel().getSelectedItem());
                e.consume();
            }
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().setAll(newChatButton(newChat), searchField(chats), notice(chats), list, screens(screen));
    }

    /** Below its row, for the keyboard; the pointer gets it from the row itself. */
    private void showMenu(Row row) {
        list.lookupAll(".chat-row").stream()
                .map(ChatRowCell.class::cast)
                .filter(cell -> cell.getItem() != null && cell.getItem() == row && cell.getContextMenu() != null)
                .findFirst()
                .ifPresent(cell -> cell.getContextMenu().show(cell, Side.BOTTOM, 0, 0));
    }

    /** Puts the keyboard into the search. */
    public void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    private Node newChatButton(Runnable newChat) {
        Button button = Buttons.labelled(Feather.EDIT, Messages.text("chats.new"), newChat);
        button.setId("new-chat");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(Pos.CENTER_LEFT);
        button.getStyleClass().add("new-chat");
        button.setTooltip(Buttons.tooltip(Messages.text("chats.newTip")));
        return button;
    }

    private Node searchField(ChatListViewModel chats) {
        search.setId("search");
        search.setLeft(new FontIcon(Feather.SEARCH));
        search.setPromptText(Messages.text("chats.search"));
        search.setAccessibleText(Messages.text("chats.search"));
        Button clear = Buttons.icon(Feather.X, Messages.text("chats.clearSearch"), search::clear);
        clear.getStyleClass().add(Styles.SMALL);
        search.textProperty().subscribe(t -> search.setRight(t.isEmpty() ? null : clear));
        search.textProperty().bindBidirectional(chats.queryProperty());
        search.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                search.clear();
                e.consume();
            } else if (e.getCode() == KeyCode.DOWN) {
                list.requestFocus();
                list.getSelectionModel().selectFirst();
                e.consume();
            }
        });
        return search;
    }

    private static Node notice(ChatListViewModel chats) {
        Label text = new Label();
        text.setWrapText(true);
        text.textProperty().bind(chats.noticeProperty());
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(text, Buttons.icon(Feather.X, Messages.text("common.close"), chats::dismissNotice));
        row.getStyleClass().add("store-notice");
        chats.noticeProperty().subscribe(n -> Nodes.show(row, !n.isEmpty()));
        return row;
    }

    private static Node screens(ObjectProperty<Screen> screen) {
        VBox box = new VBox();
        box.getStyleClass().add("screens");
        for (Screen each : Screen.inSideBar()) {
            ToggleButton button = new ToggleButton(Messages.text(each.key()), new FontIcon(each.icon()));
            button.setId("screen-" + each.name().toLowerCase(java.util.Locale.ROOT));
            button.setMaxWidth(Double.MAX_VALUE);
            button.setAlignment(Pos.CENTER_LEFT);
            button.getStyleClass().addAll(Styles.FLAT, "screen-button");
            screen.subscribe(now -> button.setSelected(now == each));
            button.setOnAction(_ -> {
                screen.set(screen.get() == each ? Screen.CHAT : each);
                button.setSelected(screen.get() == each);
            });
            box.getChildren().add(button);
        }
        return box;
    }

    /** What a row of chats can ask for. */
    public interface ChatRowActions {
        void open(Row row);

        void delete(io.phiworkbench.chat.Conversation conversation);

        /** Asks for a text in a small panel. */
        void ask(String question, String proposal, Consumer<String> answer);
    }
}
