package io.phiworkbench.ui.chat;

import atlantafx.base.theme.Styles;
import io.phiworkbench.chat.Preset;
import io.phiworkbench.chat.QueuedQuestion;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.GrowingTextArea;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.tray.MediaInput;
import io.phiworkbench.ui.tray.TrayView;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Where a question is written: waiting questions, tray, text, and the buttons around it. */
final class Composer extends VBox {
    private static final double TALLEST = 220;
    /** Languages offered for translations, as the user reads their names. */
    private static final List<String> LANGUAGES =
            List.of("en", "fr", "de", "es", "it", "pt", "nl", "pl", "ar", "zh", "ja", "ko", "ru", "uk");

    private final ChatViewModel chat;
    private final MediaInput media;
    private final GrowingTextArea text = new GrowingTextArea(TALLEST);
    private final MenuButton presets = new MenuButton(null, new FontIcon(Feather.ZAP));
    private final Runnable addPreset;
    private final Consumer<Preset> changePreset;

    Composer(ChatViewModel chat, MediaInput media, TrayView tray, Runnable addPreset, Consumer<Preset> changePreset) {
        this.chat = chat;
        this.media = media;
        this.addPreset = addPreset;
        this.changePreset = changePreset;
        getStyleClass().add("composer");
        VBox card = new VBox(tray, input(), buttons());
        card.getStyleClass().add("composer-card");
        text.focusedProperty()
                .subscribe(focused ->
                        card.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("focus-inside"), focused));
        getChildren().setAll(problem(), queue(), card, hint());
    }

    void focusText() {
        text.requestFocus();
    }

    /** Offers these presets. */
    void setPresets(List<Preset> all) {
        presets.getItems().clear();
        all.forEach(preset -> presets.getItems().add(preset.asksForLanguage() ? languages(preset) : item(preset, "")));
        presets.getItems().add(new SeparatorMenuItem());
        presets.getItems().add(Buttons.menuItem(Feather.PLUS, Messages.text("presets.add"), addPreset));
        List<MenuItem> own = all.stream()
                .filter(preset -> !preset.builtIn())
                .map(preset -> Buttons.menuItem(null, preset.title(), () -> changePreset.accept(preset)))
                .toList();
        if (!own.isEmpty()) {
            Menu change = new Menu(Messages.text("presets.change"), new FontIcon(Feather.EDIT_2));
            change.getItems().setAll(own);
            presets.getItems().add(change);
        }
    }

    private Node problem() {
        Label label = new Label();
        label.setWrapText(true);
        label.textProperty().bind(chat.problemProperty());
        label.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
        HBox row = new HBox(
                label, Nodes.spacer(), Buttons.icon(Feather.X, Messages.text("common.close"), chat::dismissProblem));
        row.getStyleClass().addAll("composer-problem", Styles.DANGER);
        row.setAlignment(Pos.CENTER_LEFT);
        chat.problemProperty().subscribe(value -> Nodes.show(row, !value.isEmpty()));
        return row;
    }

    private Node queue() {
        VBox rows = new VBox();
        rows.getStyleClass().add("queue");
        rows.setAccessibleText(Messages.text("chat.queue"));
        chat.queue().addListener((ListChangeListener<QueuedQuestion>) _ -> showQueue(rows));
        chat.runningProperty().subscribe(_ -> showQueue(rows));
        return rows;
    }

    private void showQueue(VBox rows) {
        rows.getChildren().setAll(chat.queue().stream().map(this::queued).toList());
        if (!chat.queue().isEmpty() && !chat.runningProperty().get()) {
            Button resume = Buttons.labelled(Feather.PLAY, Messages.text("chat.resumeQueue"), chat::resumeQueue);
            resume.getStyleClass().addAll(Styles.SMALL);
            rows.getChildren().add(resume);
        }
        Nodes.show(rows, !rows.getChildren().isEmpty());
    }

    private Node queued(QueuedQuestion question) {
        Label label = new Label(question.text().lines().findFirst().orElse(""), new FontIcon(Feather.CLOCK));
        label.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(label, Nodes.spacer());
        if (!question.pictures().isEmpty()) {
            row.getChildren()
                    .add(Nodes.label(
                            Messages.text("chat.pictures", question.pictures().size()), Styles.TEXT_MUTED));
        }
        row.getChildren()
                .add(Buttons.icon(Feather.X, Messages.text("chat.unqueue"), () -> chat.removeQueued(question)));
        row.getStyleClass().add("queued");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node input() {
        text.textProperty().bindBidirectional(chat.draftProperty());
        text.setAccessibleText(Messages.text("composer.text"));
        text.setId("question");
        text.promptTextProperty()
                .bind(Bindings.createStringBinding(
                        () -> Messages.text(chat.tray().items().isEmpty() ? "composer.ask" : "composer.askPictures"),
                        chat.tray().items()));
        text.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        StackPane pane = new StackPane(text);
        pane.getStyleClass().add("composer-input");
        return pane;
    }

    private void keyPressed(KeyEvent e) {
        if (e.getCode() == KeyCode.ENTER && e.isShiftDown()) {
            text.replaceSelection("\n");
            e.consume();
        } else if (e.getCode() == KeyCode.ENTER && !e.isAltDown()) {
            chat.send();
            e.consume();
        } else if (e.getCode() == KeyCode.UP && text.getText().isEmpty()) {
            chat.editLastQuestion();
            e.consume();
        } else if (e.getCode() == KeyCode.V && e.isShortcutDown() && media.pasteIfMedia()) {
            e.consume();
        }
    }

    private Node buttons() {
        MenuButton attach = new MenuButton(null, new FontIcon(Feather.PLUS));
        attach.setId("attach");
        attach.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "no-arrow", "round");
        Buttons.dress(attach, Messages.text("composer.attach"));
        attach.getItems().setAll(media.menuItems());
        presets.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "no-arrow", "round");
        presets.setId("presets");
        Buttons.dress(presets, Messages.text("composer.presets"));
        Label tokens = Nodes.label("", Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        tokens.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> {
                            int n = chat.tray().totalTokensProperty().get();
                            return n == 0 ? "" : Messages.text("composer.pictureTokens", n);
                        },
                        chat.tray().totalTokensProperty()));
        Button capture = Buttons.icon(Feather.MONITOR, Messages.text("composer.capture"), media::capture);
        capture.setId("capture");
        capture.getStyleClass().add("round");
        HBox row = new HBox(attach, capture, presets, tokens, Nodes.spacer(), stop(), send());
        row.getStyleClass().add("composer-buttons");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node stop() {
        Button stop = Buttons.labelled(Feather.SQUARE, Messages.text("composer.stop"), chat::stop);
        stop.setId("stop");
        stop.setTooltip(Buttons.tooltip(Messages.text("composer.stopTip")));
        stop.getStyleClass().add("stop-button");
        chat.runningProperty().subscribe(running -> Nodes.show(stop, running));
        return stop;
    }

    private Node send() {
        Button send = Buttons.icon(Feather.ARROW_UP, Messages.text("composer.send"), chat::send);
        send.setId("send");
        send.getStyleClass().addAll(Styles.ACCENT, "round", "send-button");
        send.getStyleClass().remove(Styles.FLAT);
        send.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> chat.draftProperty().get().isBlank()
                                || !chat.tray().readyProperty().get(),
                        chat.draftProperty(),
                        chat.tray().readyProperty()));
        return send;
    }

    private Node hint() {
        Label hint = Nodes.label("", Styles.TEXT_MUTED, Styles.TEXT_SMALL, "composer-hint");
        hint.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> chat.models()
                                .current()
                                .map(m -> Messages.text(
                                        m.description().remote() ? "composer.remote" : "composer.local",
                                        m.description().device()))
                                .orElseGet(() -> Messages.text("composer.noModel")),
                        chat.models().currentProperty()));
        return hint;
    }

    private MenuItem item(Preset preset, String language) {
        return Buttons.menuItem(
                preset.forPictures() ? Feather.IMAGE : Feather.TYPE,
                language.isEmpty() ? title(preset) : language,
                () -> insert(preset.text(language)));
    }

    private Menu languages(Preset preset) {
        Menu menu = new Menu(title(preset), new FontIcon(Feather.GLOBE));
        LANGUAGES.forEach(code -> {
            String name = java.util.Locale.of(code).getDisplayLanguage(Messages.locale());
            menu.getItems().add(item(preset, name));
        });
        return menu;
    }

    static String title(Preset preset) {
        return preset.builtIn() ? Messages.text("presets." + preset.id()) : preset.title();
    }

    private void insert(String template) {
        String before = chat.draftProperty().get();
        chat.draftProperty().set(before.isBlank() ? template : template + "\n\n" + before);
        text.requestFocus();
        text.end();
    }
}
