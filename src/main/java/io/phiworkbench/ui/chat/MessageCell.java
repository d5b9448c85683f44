package io.phiworkbench.ui.chat;

import atlantafx.base.theme.Styles;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.MessageState;
import io.phiworkbench.chat.Siblings;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.GrowingTextArea;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.control.SelectableText;
import io.phiworkbench.ui.control.TextDirection;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.markdown.MarkdownView;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One message: who, pictures, text, figures, and what can be done with it. */
final class MessageCell extends VBox {
    private static final double EDITOR_HEIGHT = 320;

    private final MessageViewModel message;
    private final MessageActions actions;
    private final VBox body = new VBox();
    private final Label author = new Label();
    private final HBox siblings = new HBox();
    private final HBox progress = new HBox();
    private final Label problem = new Label();
    private final Label figures = new Label();
    private final HBox tools = new HBox();
    private final MarkdownView markdown;
    private final List<Subscription> subscriptions = new ArrayList<>();

    MessageCell(MessageViewModel message, MessageActions actions) {
        this.message = message;
        this.actions = actions;
        this.markdown = new MarkdownView(actions::openLink);
        getStyleClass().addAll("message", message.message().isQuestion() ? "question" : "answer");
        getChildren().setAll(header(), bubble());
        subscriptions.add(message.messageProperty().subscribe(this::show));
        subscriptions.add(message.siblingsProperty().subscribe(this::showSiblings));
        subscriptions.add(message.editingProperty().subscribe(_ -> showBody()));
        subscriptions.add(message.showsProbabilitiesProperty().subscribe(_ -> showBody()));
        subscriptions.add(message.showsSettingsProperty().subscribe(_ -> showFigures(message.message())));
        subscriptions.add(message.differenceProperty().subscribe(_ -> {
            showBody();
            announce(message.message());
        }));
        subscriptions.add(message.blocksProperty().subscribe(markdown::setBlocks));
        subscriptions.add(message.progressProperty().subscribe(this::showProgress));
    }

    /** Lets go of the view model, which lives longer. */
    void dispose() {
        subscriptions.forEach(Subscription::unsubscribe);
    }

    private Node header() {
        author.getStyleClass().add("message-author");
        siblings.getStyleClass().add("siblings");
        siblings.setAlignment(Pos.CENTER);
        HBox header = new HBox(author, Nodes.spacer(), siblings);
        header.getStyleClass().add("message-header");
        header.setAlignment(Pos.CENTER_LEFT);
        return header;
    }

    private Node bubble() {
        VBox bubble = new VBox();
        bubble.getStyleClass().add("bubble");
        if (!message.message().attachments().isEmpty()) {
            bubble.getChildren().add(pictures());
        }
        body.getStyleClass().add("message-body");
        progressRow();
        problem.setWrapText(true);
        problem.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
        problem.getStyleClass().addAll("message-problem", Styles.DANGER);
        figures.getStyleClass().addAll("figures", Styles.TEXT_MUTED);
        figures.setWrapText(true);
        tools.getStyleClass().add("message-tools");
        tools.setAlignment(Pos.CENTER_LEFT);
        bubble.getChildren().addAll(body, progress, problem, figures);
        VBox all = new VBox(bubble, tools);
        all.getStyleClass().add("message-column");
        return all;
    }

    private void progressRow() {
        ProgressIndicator wheel = new ProgressIndicator();
        wheel.getStyleClass().add("small-wheel");
        Label text = new Label();
        text.getStyleClass().add(Styles.TEXT_MUTED);
        text.textProperty().bind(message.progressProperty());
        progress.getChildren().setAll(wheel, text);
        progress.getStyleClass().add("message-progress");
        progress.setAlignment(Pos.CENTER_LEFT);
    }

    private Node pictures() {
        FlowPane pane = new FlowPane();
        pane.getStyleClass().add("message-pictures");
        int number = actions.firstPictureNumber(message);
        for (var attachment : message.message().attachments()) {
            pane.getChildren().add(new PictureThumbnail(attachment, number++, actions));
        }
        return pane;
    }

    private void show(Message value) {
        author.setText(
                value.isQuestion()
                        ? Messages.text("chat.you")
                        : value.model().isEmpty() ? Messages.text("chat.model") : value.model());
        Nodes.show(problem, value.state() == MessageState.FAILED || value.state() == MessageState.INTERRUPTED);
        problem.setText(
                value.state() == MessageState.INTERRUPTED
                        ? Messages.text("chat.interrupted")
                        : value.failure().map(Failures::text).orElse(""));
        showFigures(value);
        showTools(value);
        showProgress(message.progressProperty().get());
        if (value.isQuestion() || body.getChildren().isEmpty()) {
            showBody();
        }
        announce(value);
    }

    private void showFigures(Message value) {
        boolean finished = value.details().isPresent() && !value.isRunning();
        Nodes.show(figures, finished || value.state() == MessageState.STOPPED);
        if (!finished) {
            figures.setText(Messages.text("chat.stopped"));
            figures.setTooltip(null);
            return;
        }
        String line = Figures.line(value.details().get());
        String settings = Figures.settings(value.details().get().record());
        figures.setText(message.showsSettingsProperty().get() ? line + "\n" + settings : line);
        figures.setTooltip(Buttons.tooltip(settings));
    }

    /** A screen reader reads an answer once, when it is finished, and not every word as it comes. */
    private void announce(Message value) {
        if (!value.isRunning()) {
            String difference = message.differenceProperty()
                    .get()
                    .map(d -> d.summary() + "\n")
                    .orElse("");
            setAccessibleText(author.getText() + ": " + difference + value.text());
            notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        }
    }

    private void showProgress(String text) {
        Message value = message.message();
        Nodes.show(progress, value.isRunning() && value.text().isEmpty() && !text.isEmpty());
    }

    private void showSiblings(Siblings value) {
        Nodes.show(siblings, value.count() > 1);
        Button previous = Buttons.icon(
                Feather.CHEVRON_LEFT, Messages.text("chat.previousVersion"), () -> actions.select(value.previous()));
        previous.setDisable(!value.hasPrevious());
        Button next = Buttons.icon(
                Feather.CHEVRON_RIGHT, Messages.text("chat.nextVersion"), () -> actions.select(value.next()));
        next.setDisable(!value.hasNext());
        Label count = new Label(Messages.text("chat.version", value.index() + 1, value.count()));
        siblings.getChildren().setAll(previous, count, next);
        showTools(message.message());
    }

    private void showBody() {
        if (message.editingProperty().get()) {
            body.getChildren().setAll(editor());
        } else if (message.message().isQuestion()) {
            Text text = new Text(message.message().text());
            text.getStyleClass().add("md-text");
            TextFlow flow = SelectableText.of(List.of(text), _ -> false);
            flow.getStyleClass().add("md-flow");
            flow.setNodeOrientation(TextDirection.of(message.message().text()));
            body.getChildren().setAll(flow);
        } else if (message.differenceProperty().get().isPresent()) {
            body.getChildren()
                    .setAll(new DifferenceView(
                            message.differenceProperty().get().get(), actions::openLink, message::hideDifference));
        } else if (message.showsProbabilitiesProperty().get()) {
            actions.tokens(message, tokens -> body.getChildren().setAll(new ProbabilityView(tokens)));
        } else {
            body.getChildren().setAll(markdown);
        }
        tools.setVisible(!message.editingProperty().get());
    }

    private Node editor() {
        GrowingTextArea area = new GrowingTextArea(EDITOR_HEIGHT);
        area.textProperty().bindBidirectional(message.draftProperty());
        area.setAccessibleText(Messages.text("chat.editText"));
        area.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                message.cancelEdit();
                e.consume();
            } else if (e.getCode() == KeyCode.ENTER && !e.isShiftDown()) {
                actions.finishEdit(message);
                e.consume();
            }
        });
        boolean question = message.message().isQuestion();
        Button save = new Button(Messages.text(question ? "chat.askAgain" : "chat.saveEdit"));
        save.getStyleClass().add(Styles.ACCENT);
        save.setOnAction(_ -> actions.finishEdit(message));
        Button cancel = new Button(Messages.text("common.cancel"));
        cancel.setOnAction(_ -> message.cancelEdit());
        HBox buttons = new HBox(save, cancel);
        buttons.getStyleClass().add("button-row");
        VBox editor = new VBox(area, buttons);
        editor.getStyleClass().add("message-editor");
        Nodes.focusWhenShown(area);
        return editor;
    }

    private void showTools(Message value) {
        List<Node> buttons = new ArrayList<>();
        if (value.isRunning()) {
            tools.getChildren().clear();
            return;
        }
        buttons.add(tool(Feather.COPY, "chat.copy", () -> actions.copy(message)));
        if (value.isAnswer()) {
            buttons.add(tool(Feather.REFRESH_CW, "chat.regenerate", () -> actions.regenerate(message)));
            if (value.canContinue()) {
                buttons.add(tool(Feather.CORNER_DOWN_RIGHT, "chat.continue", () -> actions.continueAnswer(message)));
            }
        }
        buttons.add(tool(Feather.EDIT_2, value.isQuestion() ? "chat.edit" : "chat.editAnswer", message::beginEdit));
        buttons.add(more(value));
        tools.getChildren().setAll(buttons);
    }

    private Node more(Message value) {
        MenuButton more = new MenuButton(null, new FontIcon(Feather.MORE_HORIZONTAL));
        more.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "no-arrow", "tool");
        Buttons.dress(more, Messages.text("common.more"));
        if (value.isAnswer()) {
            more.getItems()
                    .add(Buttons.menuItem(
                            Feather.FILE_TEXT,
                            Messages.text("chat.copyMarkdown"),
                            () -> actions.copyMarkdown(message)));
            value.details().ifPresent(details -> {
                more.getItems()
                        .add(Buttons.menuItem(
                                Feather.REPEAT, Messages.text("chat.repeat"), () -> actions.repeat(message)));
                more.getItems()
                        .add(Buttons.menuItem(
                                Feather.SLIDERS,
                                Messages.text("chat.settings"),
                                () -> toggle(message.showsSettingsProperty())));
                if (details.hasTokens()) {
                    more.getItems()
                            .add(Buttons.menuItem(
                                    Feather.PERCENT,
                                    Messages.text("chat.probabilities"),
                                    () -> toggle(message.showsProbabilitiesProperty())));
                }
            });
            if (message.siblingsProperty().get().count() > 1) {
                more.getItems().add(versions());
            }
        } else {
            more.getItems()
                    .add(Buttons.menuItem(
                            Feather.PLAY, Messages.text("chat.answerAgain"), () -> actions.answerQuestion(message)));
        }
        more.getItems()
                .add(Buttons.menuItem(Feather.TRASH_2, Messages.text("chat.delete"), () -> actions.delete(message)));
        return more;
    }

    /** The other versions, to see what differs from them. */
    private Menu versions() {
        Menu menu = new Menu(Messages.text("chat.difference"), new FontIcon(Feather.COLUMNS));
        Siblings all = message.siblingsProperty().get();
        for (int i = 0; i < all.count(); i++) {
            long other = all.ids().get(i);
            if (other != message.id()) {
                menu.getItems()
                        .add(Buttons.menuItem(
                                null,
                                Messages.text("chat.difference.version", i + 1),
                                () -> actions.compare(message, other)));
            }
        }
        return menu;
    }

    private static void toggle(BooleanProperty property) {
        property.set(!property.get());
    }

    private static Button tool(Feather icon, String key, Runnable action) {
        Button button = Buttons.icon(icon, Messages.text(key), action);
        button.getStyleClass().add("tool");
        return button;
    }
}
