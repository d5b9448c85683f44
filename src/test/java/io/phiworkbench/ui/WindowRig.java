package io.phiworkbench.ui;

import io.phiworkbench.chat.Chats;
import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.Settings;
import io.phiworkbench.chat.sqlite.SqliteChatStore;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.ModelLoader;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.ui.chat.ChatViewModel;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.theme.Appearance;
import io.phiworkbench.ui.tray.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;

/** The real window on a store in a folder of its own, with a model that is given. */
public final class WindowRig implements AutoCloseable {
    /** Any checkpoint: the scripted models do not read it. */
    private static final Path CHECKPOINT = Path.of("src/test/resources/oracle/phi35-vision");

    private static final long PATIENCE_SECONDS = 180;
    private static boolean toolkitStarted;

    private final Workbench workbench;
    private final MainWindow window;
    private final Stage stage;

    /** @param data of the user; may hold what an earlier rig left */
    public WindowRig(Path data, Path assets, ModelLoader loader) {
        this(data, assets, loader, SqliteChatStore.open(new DataFolder(data)));
    }

    /** @param store in the data's folder, closed with the window */
    public WindowRig(Path data, Path assets, ModelLoader loader, SqliteChatStore store) {
        startToolkit();
        DataFolder folder = new DataFolder(data);
        Chats chats = new Chats(store);
        Object[] made = fx(() -> {
            FxThread threads = FxThread.toolkit();
            Workbench bench = new Workbench(folder, assets, Settings.open(folder.settings()), chats, loader, threads);
            MainWindow main = new MainWindow(bench, new Appearance(), _ -> {});
            Stage shown = new Stage();
            shown.setScene(main.scene());
            shown.setWidth(1280);
            shown.setHeight(840);
            shown.show();
            main.focusQuestion();
            return new Object[] {bench, main, shown};
        });
        workbench = (Workbench) made[0];
        window = (MainWindow) made[1];
        stage = (Stage) made[2];
    }

    /** With what came with the program, and a model that is loaded and answers at once as it is told to. */
    static WindowRig answering(Path data, Function<Prompt, String> answer) {
        WindowRig rig = new WindowRig(
                data,
                Path.of("assets").toAbsolutePath(),
                (_, _, _, _) -> new ScriptedModel("Scripted", answer, Duration.ZERO));
        rig.load();
        return rig;
    }

    /** Loads the model that the rig was given. */
    void load() {
        run(() -> workbench.models().load(CHECKPOINT, LoadOptions.auto()));
        await("the model", () -> workbench.models().current().isPresent());
    }

    ChatViewModel chat() {
        return workbench.chat();
    }

    void ask(String question) {
        run(() -> chat().ask(question));
    }

    /** Writes a question with the keyboard. */
    void type(FxRobot robot, String text) {
        run(window::focusQuestion);
        robot.write(text, 0);
        await("the text", () -> chat().draftProperty().get().equals(text));
    }

    /** Waits until this is the last answer, complete and shown with what can be done with it. */
    void awaitAnswer(String text) {
        await(
                "the answer " + text.substring(0, Math.min(60, text.length())),
                () -> !chat().messages().isEmpty()
                        && !chat().runningProperty().get()
                        && chat().messages().getLast().message().text().strip().equals(text.strip())
                        && !window.root()
                                .lookupAll(".answer .message-tools .button")
                                .isEmpty());
    }

    /** Starts JavaFX, if nothing has yet. */
    public static synchronized void startToolkit() {
        if (toolkitStarted) {
            return;
        }
        toolkitStarted = true;
        CompletableFuture<Void> started = new CompletableFuture<>();
        try {
            Platform.startup(() -> started.complete(null));
        } catch (IllegalStateException e) {
            // Another test of this JVM started it.
            started.complete(null);
        }
        Platform.setImplicitExit(false);
        get(started);
    }

    public Workbench workbench() {
        return workbench;
    }

    public MainWindow window() {
        return window;
    }

    public Stage stage() {
        return stage;
    }

    /** Does something on the FX thread and waits for it. */
    public static <T> T fx(Callable<T> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(action.call());
            } catch (Exception | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        return get(done);
    }

    public static void run(Runnable action) {
        fx(() -> {
            action.run();
            return null;
        });
    }

    /** Waits, frame by frame, until something is true on the FX thread. */
    public static void await(String what, BooleanSupplier condition) {
        CompletableFuture<Void> met = new CompletableFuture<>();
        AnimationTimer timer = new AnimationTimer() {
            @Override
            public void handle(long now) {
                try {
                    if (condition.getAsBoolean()) {
                        met.complete(null);
                    }
                } catch (RuntimeException | AssertionError e) {
                    met.completeExceptionally(e);
                }
                if (met.isDone()) {
                    stop();
                }
            }
        };
        Platform.runLater(timer::start);
        try {
            met.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            Platform.runLater(timer::stop);
            throw new AssertionError("waited in vain for: " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(what, e.getCause());
        }
    }

    /** Lets this many frames pass. */
    public static void frames(int count) {
        int[] seen = new int[1];
        await(count + " frames", () -> ++seen[0] > count);
    }

    /** A node of the window. */
    public Node node(String selector) {
        return fx(() -> window.root().lookup(selector));
    }

    /** Saves a picture of the window. */
    public void screenshot(Path file) {
        frames(3);
        byte[] png = fx(() -> Pictures.png(window.scene().snapshot(null)));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run(stage::close);
        workbench.close();
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the FX thread did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
