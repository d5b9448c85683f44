package io.phiworkbench.ui;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.Preset;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.ui.capture.ScreenSource;
import io.phiworkbench.ui.chat.ChatHeader;
import io.phiworkbench.ui.chat.ChatView;
import io.phiworkbench.ui.chat.ChatViewModel;
import io.phiworkbench.ui.chat.DetailsPanel;
import io.phiworkbench.ui.chat.StartCards;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.control.Toasts;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.ModelPicker;
import io.phiworkbench.ui.models.catalogue.GetPhiCard;
import io.phiworkbench.ui.shell.ChatListViewModel.Row;
import io.phiworkbench.ui.shell.Overlay;
import io.phiworkbench.ui.shell.QuestionPanel;
import io.phiworkbench.ui.shell.Screen;
import io.phiworkbench.ui.shell.Shortcut;
import io.phiworkbench.ui.shell.ShortcutSheet;
import io.phiworkbench.ui.shell.SideBar;
import io.phiworkbench.ui.shell.StatusBar;
import io.phiworkbench.ui.theme.Appearance;
import io.phiworkbench.ui.tray.MediaInput;
import io.phiworkbench.ui.tray.TrayItem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** The window: side bar, work area, status bar, and what lies over them. */
public final class MainWindow implements ChatView.ChatSurroundings, SideBar.ChatRowActions {
    private static final double WIDTH = 1240;
    private static final double HEIGHT = 820;
    /** Of the window: large letters must leave room for the work. */
    private static final double WIDEST_SIDE_BAR = 0.3;

    private final Workbench workbench;
    private final Appearance appearance;
    private final Consumer<String> openLink;
    private final Overlay overlay = new Overlay();
    private final Toasts toasts = new Toasts();
    private final BorderPane frame = new BorderPane();
    private final ChatView chatView;
    private final ChatHeader header;
    private final SideBar sideBar;
    private final PictureSheets pictures;
    private final MediaInput media;
    private final ModelPicker picker;
    private final ChatMenu menu;
    private final Screens screens;
    private final PresetSheets presets;
    private final Scene scene;

    /** @param openLink opens an address in the user's browser */
    public MainWindow(Workbench workbench, Appearance appearance, Consumer<String> openLink) {
        this.workbench = workbench;
        this.appearance = appearance;
        this.openLink = openLink;
        ChatViewModel chat = workbench.chat();
        pictures = new PictureSheets(overlay, workbench, this::window);
        media = pictures.into(chat.tray());
        picker = new ModelPicker(
                workbench.models(), workbench.settings(), workbench.threads(), () -> show(Screen.MODELS));
        picker.setOthers(workbench.remote()::choices);
        header = new ChatHeader(chat, this::pickModel);
        DetailsPanel details = new DetailsPanel(
                chat, () -> workbench.settings().detailsShownProperty().set(false));
        chatView = new ChatView(
                chat,
                media,
                this,
                header,
                new StartCards(workbench.start(), new GetPhiCard(workbench.catalogue(), () -> show(Screen.MODELS))),
                details);
        screens = new Screens(workbench, chatView, pictures, openLink);
        header.detailsButton()
                .selectedProperty()
                .bindBidirectional(workbench.settings().detailsShownProperty());
        workbench.settings().detailsShownProperty().subscribe(shown -> Nodes.show(details, shown));
        sideBar = new SideBar(
                workbench.chatList(), workbench.screenProperty(), chat.openIdProperty(), this, this::newChat);
        workbench.settings().sideBarShownProperty().subscribe(_ -> showSideBar());
        workbench.chatList().noticeProperty().subscribe(_ -> showSideBar());
        frame.setLeft(sideBar);
        frame.setBottom(new StatusBar(
                chat, workbench.memory(), () -> pickModel(header.modelButton()), () -> show(Screen.ACTIVITY)));
        workbench.screenProperty().subscribe(this::showScreen);
        StackPane root = new StackPane(frame, toasts, overlay.node());
        root.getStyleClass().add("workbench");
        toasts.setMouseTransparent(false);
        scene = new Scene(root, WIDTH, HEIGHT);
        sideBar.maxWidthProperty().bind(scene.widthProperty().multiply(WIDEST_SIDE_BAR));
        appearance.dress(scene);
        workbench.settings().themeProperty().subscribe(appearance::setTheme);
        workbench.settings().fontSizeProperty().subscribe(size -> appearance.setFontSize(size.intValue()));
        chat.onModelMissing(() -> pickModel(header.modelButton()));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::escape);
        Shortcut.ofWindow().forEach(s -> scene.getAccelerators().put(s.keys(), () -> run(s)));
        for (Screen screen : Screen.values()) {
            scene.getAccelerators().put(screen.keys(), () -> show(screen));
        }
        menu = new ChatMenu(workbench, header::rename, this::delete, toasts, this::window);
        header.setMenu(menu.items());
        presets = new PresetSheets(workbench, overlay, toasts, chatView::setPresets);
        presets.load();
        workbench
                .catalogue()
                .onHere((model, folder) -> toasts.show(
                        Messages.text("catalogue.here", model.title()),
                        Messages.text("models.load"),
                        () -> workbench.models().load(folder, LoadOptions.auto())));
    }

    public Scene scene() {
        return scene;
    }

    public Parent root() {
        return scene.getRoot();
    }

    /** Puts the keyboard where the question is written. */
    public void focusQuestion() {
        chatView.focusQuestion();
    }

    /** Takes pictures, folders, documents and videos as if they were dropped. */
    public void offer(List<Path> files) {
        media.add(files);
    }

    /** Where pictures of the screen come from. */
    void captureFrom(ScreenSource source) {
        pictures.captureFrom(source);
    }

    ChatMenu menu() {
        return menu;
    }

    /** Shows all shortcuts on one page. */
    public void showShortcuts() {
        overlay.show(new ShortcutSheet(overlay::hide));
    }

    /** Closes what lies over the window. */
    public void closeOverlay() {
        overlay.hide();
    }

    private javafx.stage.Window window() {
        return scene.getWindow();
    }

    private void show(Screen screen) {
        workbench.screenProperty().set(screen);
    }

    /** Also where it was hidden, it comes to say that something could not be stored. */
    private void showSideBar() {
        boolean notice = !workbench.chatList().noticeProperty().get().isEmpty();
        Nodes.show(
                sideBar, notice || workbench.settings().sideBarShownProperty().get());
    }

    /** The keyboard goes from one screen into the other; from the side bar it stays there. */
    private void showScreen(Screen screen) {
        Node before = frame.getCenter();
        boolean keyboardGoesAlong = before != null && before.isFocusWithin();
        Region after = screens.of(screen);
        frame.setCenter(after);
        if (keyboardGoesAlong) {
            Platform.runLater(() -> {
                // What scrolls has its content only after its style.
                after.applyCss();
                Nodes.focusInside(after);
            });
        }
    }

    private void newChat() {
        workbench.chat().startNew();
        show(Screen.CHAT);
        focusQuestion();
    }

    private void pickModel(Node below) {
        picker.show(below);
    }

    private void run(Shortcut shortcut) {
        ChatViewModel chat = workbench.chat();
        switch (shortcut) {
            case NEW_CHAT -> newChat();
            case SEARCH -> {
                workbench.settings().sideBarShownProperty().set(true);
                sideBar.focusSearch();
            }
            case MODELS -> pickModel(header.modelButton());
            case OPEN_FILES -> mediaInSight().chooseFiles();
            case CAPTURE -> mediaInSight().capture();
            case DETAILS -> toggle(workbench.settings().detailsShownProperty());
            case SIDE_BAR -> toggle(workbench.settings().sideBarShownProperty());
            case RENAME -> header.rename();
            case COPY_ANSWER -> chatView.copyLastAnswer();
            case REGENERATE -> again();
            case SETTINGS -> show(Screen.SETTINGS);
            case LARGER -> resizeText(1);
            case SMALLER -> resizeText(-1);
            case NORMAL_SIZE -> workbench.settings().fontSizeProperty().set(Appearance.DEFAULT_FONT_SIZE);
            case FULL_SCREEN -> {
                javafx.stage.Stage stage = (javafx.stage.Stage) window();
                stage.setFullScreen(!stage.isFullScreen());
            }
            case HELP -> showShortcuts();
            default -> throw new IllegalArgumentException(shortcut + " is not the window's");
        }
    }

    /** Asks again what is in sight. */
    private void again() {
        switch (workbench.screenProperty().get()) {
            case CHAT -> workbench.chat().regenerateLast();
            case COMPARE -> workbench.compare().run();
            default -> {}
        }
    }

    /** The tray that the user looks at; on a screen without one, the chat's. */
    private MediaInput mediaInSight() {
        return workbench.screenProperty().get() == Screen.COMPARE ? screens.compareMedia() : media;
    }

    private void resizeText(int step) {
        int size = workbench.settings().fontSizeProperty().get() + step;
        workbench
                .settings()
                .fontSizeProperty()
                .set(Math.clamp(size, Appearance.SMALLEST_FONT_SIZE, Appearance.LARGEST_FONT_SIZE));
    }

    private static void toggle(javafx.beans.property.BooleanProperty property) {
        property.set(!property.get());
    }

    /** Stops the answer, unless something nearer wants the key: a sheet, a menu, an editor, a search. */
    private void escape(KeyEvent e) {
        if (e.getCode() != KeyCode.ESCAPE || overlay.isShown()) {
            return;
        }
        boolean inField = e.getTarget() instanceof javafx.scene.control.TextInputControl input
                && !"question".equals(input.getId());
        if (!inField && workbench.chat().runningProperty().get()) {
            workbench.chat().stop();
            e.consume();
        }
    }

    @Override
    public void openTrayItem(TrayItem item) {
        pictures.open(workbench.chat().tray(), item);
    }

    @Override
    public void openAttachment(Attachment attachment) {
        pictures.open(attachment);
    }

    @Override
    public void thumbnail(Attachment attachment, Consumer<Image> receiver, Consumer<String> missing) {
        workbench.thumbnails().load(attachment, receiver, missing);
    }

    @Override
    public void openLink(String address) {
        openLink.accept(address);
    }

    @Override
    public void addPreset() {
        presets.add();
    }

    @Override
    public void changePreset(Preset preset) {
        presets.change(preset);
    }

    @Override
    public Toasts toasts() {
        return toasts;
    }

    @Override
    public void open(Row row) {
        long id = switch (row) {
            case Row.Chat(Conversation c) -> c.id();
            case Row.Hit(var hit) -> hit.conversationId();
            case Row.Section _, Row.Nothing _ -> 0;
        };
        if (id == 0) {
            return;
        }
        show(Screen.CHAT);
        workbench.chat().open(id).thenRun(() -> {
            if (row instanceof Row.Hit(var hit) && hit.messageId() != 0) {
                chatView.reveal(hit.messageId());
            }
        });
    }

    @Override
    public void delete(Conversation conversation) {
        Runnable undo = workbench.chatList().delete(conversation);
        if (workbench.chat().open().id() == conversation.id()) {
            workbench.chat().startNew();
        }
        toasts.show(Messages.text("chats.deleted"), Messages.text("common.undo"), undo);
    }

    @Override
    public void ask(String question, String proposal, Consumer<String> answer) {
        overlay.show(new QuestionPanel(question, proposal, answer, overlay::hide));
    }
}
