package io.phiworkbench.ui.chat;

import atlantafx.base.theme.Styles;
import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.Preset;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.ClipboardText;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.control.Toasts;
import io.phiworkbench.ui.control.VirtualColumn;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.tray.MediaInput;
import io.phiworkbench.ui.tray.TrayItem;
import io.phiworkbench.ui.tray.TrayView;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.image.Image;
import javafx.scene.input.DragEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The chat screen: header, messages, question, details. */
public final class ChatView extends BorderPane {
    private static final double READING_WIDTH = 808;

    private final ChatViewModel chat;
    private final ChatSurroundings surroundings;
    private final VirtualColumn<MessageViewModel> column;
    private final Composer composer;

    /** @param empty what is shown in place of messages while there are none */
    public ChatView(
            ChatViewModel chat,
            MediaInput media,
            ChatSurroundings surroundings,
            Region header,
            Region empty,
            Region details) {
        this.chat = chat;
        this.surroundings = surroundings;
        getStyleClass().add("chat-view");
        column = new VirtualColumn<>(
                message -> new MessageCell(message, new Actions()),
                cell -> ((MessageCell) cell).dispose(),
                READING_WIDTH);
        column.setAccessibleText(Messages.text("chat.messages"));
        composer = new Composer(
                chat,
                media,
                new TrayView(chat.tray(), surroundings::openTrayItem),
                surroundings::addPreset,
                surroundings::changePreset);
        BorderPane centre = new BorderPane(messages(empty));
        centre.setTop(header);
        centre.setBottom(composer);
        BorderPane.setAlignment(composer, Pos.CENTER);
        StackPane drop = new StackPane(centre, dropHint(media));
        setCenter(drop);
        setRight(details);
        Nodes.show(details, false);
        chat.messages().addListener(this::messagesChanged);
        column.items().setAll(chat.messages());
    }

    /** Puts the keyboard where the question is written. */
    public void focusQuestion() {
        composer.focusText();
    }

    /** The part that writes questions. */
    Composer composer() {
        return composer;
    }

    public void setPresets(List<Preset> presets) {
        composer.setPresets(presets);
    }

    /** Brings a message into sight. */
    public void reveal(long messageId) {
        chat.messages().stream().filter(m -> m.id() == messageId).findFirst().ifPresent(column::scrollTo);
    }

    private Node messages(Region empty) {
        Button latest = Buttons.icon(Feather.ARROW_DOWN, Messages.text("chat.latest"), column::scrollToEnd);
        latest.getStyleClass().addAll("round", "latest-button");
        latest.getStyleClass().remove(Styles.FLAT);
        StackPane.setAlignment(latest, Pos.BOTTOM_CENTER);
        column.atEndProperty().subscribe(atEnd -> Nodes.show(latest, !atEnd));
        StackPane stack = new StackPane(column, latest, empty);
        chat.messages().addListener((ListChangeListener<MessageViewModel>) _ -> showEmpty(empty));
        showEmpty(empty);
        return stack;
    }

    private void showEmpty(Node empty) {
        Nodes.show(empty, chat.messages().isEmpty());
    }

    private void messagesChanged(ListChangeListener.Change<? extends MessageViewModel> change) {
        boolean other = column.items().isEmpty()
                || chat.messages().isEmpty()
                || !column.items().getFirst().equals(chat.messages().getFirst());
        boolean longer = chat.messages().size() > column.items().size();
        column.items().setAll(chat.messages());
        if (other || longer) {
            column.scrollToEnd();
        }
    }

    private Node dropHint(MediaInput media) {
        FontIcon icon = new FontIcon(Feather.IMAGE);
        VBox hint = new VBox(icon, Nodes.label(Messages.text("chat.drop"), Styles.TITLE_4));
        hint.getStyleClass().add("drop-hint");
        hint.setAlignment(Pos.CENTER);
        hint.setMouseTransparent(true);
        hint.setVisible(false);
        addEventHandler(DragEvent.DRAG_OVER, media::dragOver);
        addEventHandler(DragEvent.DRAG_ENTERED, e -> hint.setVisible(!TrayView.isOwnDrag(e.getDragboard())));
        addEventHandler(DragEvent.DRAG_EXITED, _ -> hint.setVisible(false));
        addEventHandler(DragEvent.DRAG_DROPPED, media::dropped);
        return hint;
    }

    /** Copies the last answer. */
    public void copyLastAnswer() {
        chat.messages().reversed().stream()
                .filter(m -> m.message().isAnswer())
                .findFirst()
                .ifPresent(m -> new Actions().copyMarkdown(m));
    }

    /** What lies around the chat and is shared with other screens. */
    public interface ChatSurroundings {
        void openTrayItem(TrayItem item);

        void openAttachment(Attachment attachment);

        void thumbnail(Attachment attachment, Consumer<Image> receiver, Consumer<String> missing);

        void openLink(String address);

        void addPreset();

        void changePreset(Preset preset);

        Toasts toasts();
    }

    private final class Actions implements MessageActions {
        @Override
        public void copy(MessageViewModel message) {
            String plain = message.message().isQuestion()
                    ? message.message().text()
                    : io.phiworkbench.ui.markdown.PlainText.of(
                            message.blocksProperty().get());
            ClipboardText.put(plain);
            surroundings.toasts().show(Messages.text("chat.copied"));
        }

        @Override
        public void copyMarkdown(MessageViewModel message) {
            ClipboardText.put(message.message().text());
            surroundings.toasts().show(Messages.text("chat.copied"));
        }

        @Override
        public void regenerate(MessageViewModel answer) {
            chat.regenerate(answer);
        }

        @Override
        public void repeat(MessageViewModel answer) {
            chat.repeat(answer);
        }

        @Override
        public void compare(MessageViewModel answer, long otherId) {
            chat.compare(answer, otherId);
        }

        @Override
        public void continueAnswer(MessageViewModel answer) {
            chat.continueAnswer(answer);
        }

        @Override
        public void answerQuestion(MessageViewModel question) {
            chat.answerQuestion(question);
        }

        @Override
        public void finishEdit(MessageViewModel message) {
            chat.finishEdit(message);
        }

        @Override
        public void delete(MessageViewModel message) {
            Runnable undo = chat.delete(message);
            surroundings.toasts().show(Messages.text("chat.deleted"), Messages.text("common.undo"), undo);
        }

        @Override
        public void select(long messageId) {
            chat.select(messageId);
        }

        @Override
        public void openLink(String address) {
            surroundings.openLink(address);
        }

        @Override
        public void tokens(MessageViewModel answer, Consumer<List<GeneratedToken>> receiver) {
            chat.tokens(answer, receiver);
        }

        @Override
        public int firstPictureNumber(MessageViewModel message) {
            return 1
                    + chat.messages().stream()
                            .takeWhile(m -> m != message)
                            .mapToInt(m -> m.message().attachments().size())
                            .sum();
        }

        @Override
        public void thumbnail(Attachment attachment, Consumer<Image> receiver, Consumer<String> missing) {
            surroundings.thumbnail(attachment, receiver, missing);
        }

        @Override
        public void open(Attachment attachment) {
            surroundings.openAttachment(attachment);
        }
    }
}
