package io.phiworkbench.ui;

import io.phiworkbench.chat.Chats;
import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.Settings;
import io.phiworkbench.chat.StoreException;
import io.phiworkbench.chat.sqlite.SqliteChatStore;
import io.phiworkbench.inference.local.Int8Folder;
import io.phiworkbench.inference.local.LocalModelLoader;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.settings.WindowPlace;
import io.phiworkbench.ui.settings.WindowSettings;
import io.phiworkbench.ui.theme.Appearance;
import io.phiworkbench.vision.FontList;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Alert;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** The life of the window: opens the store, shows, loads what was asked for, closes. */
public final class WorkbenchApplication extends Application {
    private static final double SMALLEST_WIDTH = 640;
    private static final double SMALLEST_HEIGHT = 480;
    private static final List<Integer> ICON_SIZES = List.of(16, 32, 64, 256);

    private static WindowArguments arguments = new WindowArguments();
    private static volatile int exitCode;

    private Workbench workbench;

    /** What the next start is told; the toolkit makes this object itself. */
    static void prepare(WindowArguments given) {
        arguments = given;
    }

    static int exitCode() {
        return exitCode;
    }

    @Override
    public void start(Stage stage) {
        FxThread threads = FxThread.toolkit();
        DataFolder folder = DataFolder.ofUser();
        FontList.keepIn(folder.cache());
        Settings stored = Settings.open(folder.settings());
        Messages.use(new WindowSettings(stored).locale());
        try {
            Chats chats = new Chats(SqliteChatStore.open(folder));
            workbench = new Workbench(folder, assets(), stored, chats, loader(folder, stored), threads);
        } catch (StoreException e) {
            new Alert(Alert.AlertType.ERROR, Failures.text(e)).showAndWait();
            exitCode = 1;
            Platform.exit();
            return;
        }
        MainWindow window = new MainWindow(
                workbench, new Appearance(), address -> getHostServices().showDocument(address));
        stage.setTitle(Messages.text("app.name"));
        ICON_SIZES.forEach(size -> stage.getIcons()
                .add(new Image(WorkbenchApplication.class.getResourceAsStream("icon/phi-" + size + ".png"))));
        stage.setScene(window.scene());
        stage.setMinWidth(SMALLEST_WIDTH);
        stage.setMinHeight(SMALLEST_HEIGHT);
        place(stage, workbench.settings());
        stage.show();
        window.focusQuestion();
        // After the first frame: what is seen first comes first.
        Platform.runLater(() -> begin(window));
    }

    /** The setting is asked at each load. */
    private static LocalModelLoader loader(DataFolder folder, Settings stored) {
        return new LocalModelLoader(
                () -> stored.get(Settings.KEEP_INT8) ? Optional.of(Int8Folder.at(folder.int8())) : Optional.empty());
    }

    private void begin(MainWindow window) {
        if (arguments.measureStart()) {
            new StartMeasure(workbench, window, System.out, code -> {
                        exitCode = code;
                        Platform.exit();
                    })
                    .run();
            return;
        }
        if (arguments.scripted()) {
            new WindowScript(workbench, window, arguments, this::ended).run();
            return;
        }
        new FirstModel(workbench).make(arguments.model());
        if (!arguments.images().isEmpty()) {
            window.offer(arguments.images());
        }
    }

    /** The window stays where somebody can see it. */
    private void ended(int code) {
        exitCode = code;
        if (arguments.headless()) {
            Platform.exit();
        }
    }

    private static void place(Stage stage, WindowSettings settings) {
        settings.windowPlace().filter(WorkbenchApplication::isOnScreen).ifPresent(place -> {
            stage.setX(place.x());
            stage.setY(place.y());
            stage.setWidth(place.width());
            stage.setHeight(place.height());
            stage.setMaximized(place.maximized());
        });
        stage.setOnHiding(_ -> settings.setWindowPlace(
                new WindowPlace(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized())));
    }

    /** A screen that was unplugged must not take the window with it. */
    private static boolean isOnScreen(WindowPlace place) {
        Rectangle2D title = new Rectangle2D(place.x(), Math.max(0, place.y()), place.width(), 32);
        return Screen.getScreens().stream().anyMatch(s -> s.getVisualBounds().intersects(title));
    }

    @Override
    public void stop() {
        if (workbench != null) {
            workbench.close();
        }
    }

    /** What came with the program: beside its jars, else in the working folder. */
    private static Path assets() {
        String home = System.getProperty("phi.home");
        return (home == null ? Path.of("") : Path.of(home)).toAbsolutePath().resolve("assets");
    }
}
