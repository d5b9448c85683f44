package io.phiworkbench.ui.capture;

import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.theme.Appearance;
import io.phiworkbench.ui.tray.Pictures;
import io.phiworkbench.ui.tray.TrayViewModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCombination;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import javafx.stage.Window;
import javafx.util.Duration;

/**
 * Puts a picture of a part of the screen into the tray: the window steps aside, the screens are looked at, and the user
 * draws a region on their pictures, which stand still and need no transparent windows. On the FX thread.
 */
public final class ScreenCapture {
    /** Systems fade a window out; before that it would be in the picture. */
    private static final Duration STEP_ASIDE = Duration.millis(400);

    private final ScreenSource screens;
    private final TrayViewModel tray;
    private final Supplier<Window> window;
    private List<Stage> shown = List.of();
    private boolean running;

    /** @param window steps aside meanwhile */
    public ScreenCapture(ScreenSource screens, TrayViewModel tray, Supplier<Window> window) {
        this.screens = screens;
        this.tray = tray;
        this.window = window;
    }

    /** Begins; where it is impossible the tray says why. A second call while it runs does nothing. */
    public void start() {
        if (running) {
            return;
        }
        Optional<String> obstacle = screens.obstacle();
        if (obstacle.isPresent()) {
            refuse(obstacle.get());
            return;
        }
        running = true;
        stepAside(true);
        PauseTransition pause = new PauseTransition(STEP_ASIDE);
        pause.setOnFinished(_ -> look());
        pause.play();
    }

    private void look() {
        List<Shot> shots;
        try {
            shots = screens.take();
        } catch (RuntimeException e) {
            end();
            refuse(Messages.text("capture.failed", e.getMessage()));
            return;
        }
        if (shots.stream().allMatch(Shot::isBlank)) {
            end();
            refuse(Messages.text("capture.blank"));
            return;
        }
        shown = shots.stream().map(this::stage).toList();
        shown.forEach(Stage::show);
        shown.getFirst().requestFocus();
    }

    private Stage stage(Shot shot) {
        RegionPane pane = new RegionPane(shot.image(), this::take, this::end);
        Scene scene = new Scene(pane);
        scene.getStylesheets().add(Appearance.stylesheet("screen-capture.css"));
        Stage stage = new Stage(StageStyle.UNDECORATED);
        stage.setTitle(Messages.text("capture.title"));
        stage.setScene(scene);
        stage.setX(shot.bounds().getMinX());
        stage.setY(shot.bounds().getMinY());
        stage.setWidth(shot.bounds().getWidth());
        stage.setHeight(shot.bounds().getHeight());
        stage.setAlwaysOnTop(true);
        stage.setFullScreenExitHint("");
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        // macOS would fly to another desktop; an undecorated window covers the screen there anyway.
        stage.setFullScreen(!isMac());
        stage.setOnHidden(_ -> end());
        pane.requestFocus();
        return stage;
    }

    private void take(Image image) {
        end();
        tray.addPicture(Messages.text("capture.name"), () -> Pictures.png(image));
    }

    private void end() {
        if (!running) {
            return;
        }
        running = false;
        List<Stage> closing = shown;
        shown = List.of();
        closing.forEach(Stage::close);
        stepAside(false);
    }

    private void stepAside(boolean aside) {
        if (window.get() instanceof Stage stage) {
            stage.setIconified(aside);
            if (!aside) {
                stage.toFront();
                stage.requestFocus();
            }
        }
    }

    private void refuse(String why) {
        tray.refuse(Messages.text("capture.name"), why);
    }

    private static boolean isMac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    }
}
