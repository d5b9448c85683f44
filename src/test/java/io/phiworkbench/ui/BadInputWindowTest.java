package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.MessageState;
import io.phiworkbench.chat.sqlite.FullDisk;
import io.phiworkbench.chat.sqlite.SqliteChatStore;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.ModelLoader;
import io.phiworkbench.ui.chat.ChatViewModel;
import io.phiworkbench.ui.chat.MessageViewModel;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.ChatListViewModel.Row;
import io.phiworkbench.ui.tray.TrayItem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** What goes wrong around the real window: it is said in one line, nothing is lost, the program goes on. */
class BadInputWindowTest {
    private static final Path CHECKPOINT = Path.of("src/test/resources/oracle/phi35-vision");
    private static final DataFormat SOUND = new DataFormat("audio/x-phi-workbench-test");

    @TempDir
    Path folder;

    private final FxRobot robot = new FxRobot();
    private ModelLoader loader = (path, options, progress, cancelled) -> echo();
    private WindowRig rig;

    @BeforeEach
    void open() {
        Messages.use(Locale.ENGLISH);
        rig = rig();
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    private WindowRig rig() {
        return new WindowRig(folder.resolve("user"), folder.resolve("assets"), loader());
    }

    private ModelLoader loader() {
        return (path, options, progress, cancelled) -> loader.load(path, options, progress, cancelled);
    }

    private static ScriptedModel echo() {
        return new ScriptedModel(
                "Scripted",
                prompt -> "You said: "
                        + ScriptedModel.lastText(prompt).lines().findFirst().orElse(""),
                Duration.ofMillis(1));
    }

    @Test
    void whatCannotBeUsedIsShownWithItsReasonAndTheNextQuestionIsAnswered() throws IOException {
        Path picture = DrawnPictures.receipt(folder, "good.png", new String[][] {{"Tea", "2.50"}});
        Path notes = Files.writeString(folder.resolve("notes.txt"), "just words");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path broken = Files.writeString(folder.resolve("broken.pdf"), "no pages");
        WindowRig.run(() -> rig.window().offer(List.of(empty, notes, broken, picture)));
        WindowRig.await(
                "the tray",
                () -> chat(rig).tray().items().size() == 4
                        && chat(rig).tray().readyProperty().get());
        for (String name : List.of("empty", "notes.txt", "broken.pdf")) {
            WindowRig.await(name + " in sight", () -> refused(rig, name));
        }
        load(rig);
        ask(rig, "And the good one?");
        awaitAnswer(rig, "You said: And the good one?");
        WindowRig.run(() -> assertThat(chat(rig).messages().getFirst().message().attachments())
                .hasSize(1));
    }

    @Test
    void threeHundredPicturesAreTakenUpToTheLimitWhileTheWindowLives() throws IOException {
        Path picture = DrawnPictures.receipt(folder, "good.png", new String[][] {{"Tea", "2.50"}});
        WindowRig.run(() -> rig.window().offer(Collections.nCopies(300, picture)));
        WindowRig.await(
                "a hundred pictures",
                () -> chat(rig).tray().pictures().size() == 100
                        && chat(rig).tray().readyProperty().get());
        WindowRig.await("the rest", () -> refused(rig, "200 more files"));
    }

    @Test
    void pastingWhatIsNothingUsableIsSaid() {
        paste(SOUND, "la la");
        WindowRig.await("the clipboard's refusal", () -> refused(rig, "Clipboard"));
    }

    @Test
    void pastingTextIsTheTextFieldsAffair() {
        paste(DataFormat.PLAIN_TEXT, "What is this?");
        WindowRig.await("the text", () -> chat(rig).draftProperty().get().equals("What is this?"));
        WindowRig.run(() -> assertThat(chat(rig).tray().items()).isEmpty());
    }

    private void paste(DataFormat format, String content) {
        WindowRig.run(() -> {
            ClipboardContent clipboard = new ClipboardContent();
            clipboard.put(format, content);
            Clipboard.getSystemClipboard().setContent(clipboard);
            rig.window().focusQuestion();
        });
        robot.push(KeyCode.CONTROL, KeyCode.V);
    }

    @Test
    void aModelWhoseFolderDisappearsAnswersOnAndThatIsSaid() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        try (Stream<Path> files = Files.list(CHECKPOINT)) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(file.getFileName()));
            }
        }
        WindowRig.run(() -> rig.workbench().models().addFolder(model));
        WindowRig.await(
                "the model",
                () -> rig.workbench().models().onDisk().stream()
                        .anyMatch(entry -> entry.folder().equals(model.toAbsolutePath())));
        WindowRig.run(() -> rig.workbench().models().load(model, LoadOptions.auto()));
        WindowRig.await("loaded", () -> rig.workbench().models().current().isPresent());
        Files.move(model, folder.resolve("elsewhere"));
        WindowRig.await("the news", () -> chat(rig).problemProperty().get().contains("is gone"));
        ask(rig, "Still there?");
        awaitAnswer(rig, "You said: Still there?");
    }

    @Test
    void memoryThatRunsOutWhileLoadingIsSaidAndTheNextLoadAnswers() {
        loader = (path, options, progress, cancelled) -> {
            throw new OutOfMemoryError("test");
        };
        WindowRig.run(() -> rig.workbench().models().load(CHECKPOINT, LoadOptions.auto()));
        WindowRig.await("the reason", () -> chat(rig).problemProperty().get().contains("phi35-vision does not fit"));
        WindowRig.run(() -> {
            assertThat(chat(rig).problemProperty().get()).contains("are free");
            assertThat(rig.workbench().models().loadingProperty().get()).isNull();
        });
        loader = (path, options, progress, cancelled) -> echo();
        load(rig);
        WindowRig.run(() -> assertThat(chat(rig).problemProperty().get()).isEmpty());
        ask(rig, "Better now?");
        awaitAnswer(rig, "You said: Better now?");
    }

    @Test
    void onAFullDiskTheChatGoesOnInMemoryAndIsWrittenWhenThereIsRoom() throws SQLException {
        rig.close();
        SqliteChatStore store = SqliteChatStore.open(new DataFolder(folder.resolve("user")));
        rig = new WindowRig(folder.resolve("user"), folder.resolve("assets"), loader(), store);
        WindowRig.run(() -> rig.workbench().settings().sideBarShownProperty().set(false));
        load(rig);
        FullDisk.fill(store);
        ask(rig, "Keep this\n" + "words ".repeat(8_000));
        awaitAnswer(rig, "You said: Keep this");
        WindowRig.await(
                "the notice",
                () -> rig.window().root().lookupAll(".store-notice").stream()
                                .anyMatch(n -> n.isVisible() && n.getParent().isVisible())
                        && rig.workbench().chatList().noticeProperty().get().contains("kept in memory"));
        FullDisk.makeRoom(store);
        WindowRig.await(
                "written",
                () -> rig.workbench().chatList().noticeProperty().get().isEmpty());
        rig.close();
        rig = rig();
        openOnly(rig);
        awaitAnswer(rig, "You said: Keep this");
    }

    @Test
    void twoWindowsOnOneStoreSeeEachOthersChatsAndLoseNothing() {
        try (WindowRig other = rig()) {
            load(rig);
            load(other);
            ask(rig, "From the first window");
            ask(other, "From the second window");
            awaitAnswer(rig, "You said: From the first window");
            awaitAnswer(other, "You said: From the second window");
            WindowRig.await(
                    "both chats in both",
                    () -> chats(rig).size() == 2 && chats(other).size() == 2);
            long id = WindowRig.fx(() -> chat(rig).openIdProperty().get());
            WindowRig.run(() -> chat(other).open(id));
            awaitAnswer(other, "You said: From the first window");
            ask(other, "And on");
            awaitAnswer(other, "You said: And on");
            // The first window shows what was said in the second.
            awaitAnswer(rig, "You said: And on");
        }
        rig.close();
        rig = rig();
        WindowRig.await("both chats", () -> chats(rig).size() == 2);
    }

    @Test
    void anAnswerWhoseProcessIsKilledIsThereAfterTheRestartAndCanBeContinued() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.phiworkbench.chat.sqlite.AnsweringProcess",
                        folder.resolve("user").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (PrintWriter say = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            long id = Long.parseLong(in.readLine());
            say.println(50);
            WindowRig.await("the chat of the other process", () -> chats(rig).size() == 1);
            WindowRig.run(() -> chat(rig).open(id));
            // Its words come to this window as they are written.
            WindowRig.await("its words", () -> lastText(rig).endsWith("48 49 "));
            process.destroyForcibly().waitFor();
        } finally {
            process.destroyForcibly();
        }
        rig.close();
        rig = rig();
        load(rig);
        openOnly(rig);
        WindowRig.await(
                "the interrupted answer",
                () -> lastText(rig).endsWith("48 49 ")
                        && chat(rig).messages().getLast().message().state() == MessageState.INTERRUPTED);
        WindowRig.run(() -> {
            MessageViewModel answer = chat(rig).messages().getLast();
            assertThat(answer.message().canContinue()).isTrue();
            chat(rig).continueAnswer(answer);
        });
        WindowRig.await(
                "the rest",
                () -> chat(rig).messages().getLast().message().state() == MessageState.COMPLETE
                        && lastText(rig).startsWith("0 1 2 ")
                        && lastText(rig).length() > "0 1 2 ".length());
    }

    private static ChatViewModel chat(WindowRig rig) {
        return rig.workbench().chat();
    }

    private static List<Row> chats(WindowRig rig) {
        return rig.workbench().chatList().rows().stream()
                .filter(Row.Chat.class::isInstance)
                .toList();
    }

    private static void openOnly(WindowRig rig) {
        WindowRig.await("the chat", () -> chats(rig).size() == 1);
        WindowRig.run(() ->
                chat(rig).open(((Row.Chat) chats(rig).getFirst()).conversation().id()));
    }

    private static void load(WindowRig rig) {
        WindowRig.run(() -> rig.workbench().models().load(CHECKPOINT, LoadOptions.auto()));
        WindowRig.await("the model", () -> rig.workbench().models().current().isPresent());
    }

    private static void ask(WindowRig rig, String question) {
        WindowRig.run(() -> {
            chat(rig).draftProperty().set(question);
            chat(rig).send();
        });
    }

    private static void awaitAnswer(WindowRig rig, String text) {
        WindowRig.await(
                "the answer " + text,
                () -> !chat(rig).runningProperty().get()
                        && lastText(rig).strip().equals(text));
    }

    private static String lastText(WindowRig rig) {
        return chat(rig).messages().isEmpty()
                ? ""
                : chat(rig).messages().getLast().message().text();
    }

    /** Whether the tray shows this name with a reason. */
    private static boolean refused(WindowRig rig, String name) {
        return chat(rig).tray().items().stream()
                        .anyMatch(item -> item.state() == TrayItem.State.REFUSED
                                && item.name().equals(name)
                                && !item.reasonProperty().get().isBlank())
                && rig.window().root().lookupAll(".tray-refused-name").stream()
                        .filter(Node::isVisible)
                        .anyMatch(label -> label.toString().contains(name));
    }
}
