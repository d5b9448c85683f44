package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.ui.capture.ScreenSource;
import io.phiworkbench.ui.capture.Shot;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.tray.TrayItem;
import io.phiworkbench.ui.tray.TrayViewModel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A part of the screen comes into the tray; the screen is a drawn one. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class CaptureWindowTest {
    /** As on a dense screen, a point has two pixels. */
    private static final int DENSITY = 2;

    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;

    @TempDir
    Path folder;

    private WindowRig rig;

    @BeforeEach
    void open() {
        Messages.use(Locale.ENGLISH);
        rig = new WindowRig(folder.resolve("user"), folder, (_, _, _, _) -> {
            throw new AssertionError("nothing is loaded here");
        });
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private record DrawnScreen(Optional<String> obstacle, Supplier<List<Shot>> shots) implements ScreenSource {
        @Override
        public List<Shot> take() {
            return shots.get();
        }
    }

    /** Green, with a red part in its middle. */
    private static List<Shot> drawn() {
        WritableImage image = new WritableImage(WIDTH * DENSITY, HEIGHT * DENSITY);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean red = x >= 400 && x < 1200 && y >= 300 && y < 900;
                image.getPixelWriter().setColor(x, y, red ? Color.RED : Color.LIME);
            }
        }
        return List.of(new Shot(new Rectangle2D(0, 0, WIDTH, HEIGHT), image));
    }

    private TrayViewModel tray() {
        return rig.workbench().chat().tray();
    }

    private void press(ScreenSource screens) {
        WindowRig.run(() -> {
            rig.window().captureFrom(screens);
            ((Button) rig.window().root().lookup("#capture")).fire();
        });
    }

    private static Node region() {
        return Window.getWindows().stream()
                .map(w -> w.getScene() == null ? null : w.getScene().lookup("#capture-region"))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static void awaitRegion() {
        WindowRig.await(
                "the screen's picture",
                () -> region() != null && region().getLayoutBounds().getWidth() > 0);
        WindowRig.frames(5);
    }

    /** The mouse at this part of the width and of the height. */
    private static void mouse(EventType<MouseEvent> type, double part) {
        WindowRig.run(() -> {
            double x = region().getLayoutBounds().getWidth() * part;
            double y = region().getLayoutBounds().getHeight() * part;
            boolean down = type != MouseEvent.MOUSE_RELEASED;
            MouseButton button = MouseButton.PRIMARY;
            Event.fireEvent(
                    region(),
                    new MouseEvent(
                            type, x, y, x, y, button, 1, false, false, false, false, down, false, false, false, false,
                            false, null));
        });
    }

    private static void key(KeyCode code) {
        WindowRig.run(() -> Event.fireEvent(
                region(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    @Test
    void theRegionThatTheMouseDrawsComesIntoTheTray() throws IOException {
        press(new DrawnScreen(Optional.empty(), CaptureWindowTest::drawn));
        awaitRegion();
        // The middle half of the screen, which is the red part.
        mouse(MouseEvent.MOUSE_PRESSED, 0.25);
        mouse(MouseEvent.MOUSE_DRAGGED, 0.5);
        mouse(MouseEvent.MOUSE_DRAGGED, 0.75);
        mouse(MouseEvent.MOUSE_RELEASED, 0.75);
        WindowRig.await("the picture", () -> tray().pictures().size() == 1);
        WindowRig.run(() -> {
            assertThat(region()).isNull();
            assertThat(rig.stage().isIconified()).isFalse();
        });
        BufferedImage taken = ImageIO.read(
                new ByteArrayInputStream(tray().pictures().getFirst().image().content()));
        assertThat(taken.getWidth()).isBetween(790, 810);
        assertThat(taken.getHeight()).isBetween(590, 610);
        assertThat(taken.getRGB(taken.getWidth() / 2, taken.getHeight() / 2)).isEqualTo(0xFFFF0000);
        assertThat(taken.getRGB(20, 20)).isEqualTo(0xFFFF0000);
    }

    @Test
    void escapeTakesNothingAndTheWindowComesBack() {
        press(new DrawnScreen(Optional.empty(), CaptureWindowTest::drawn));
        awaitRegion();
        key(KeyCode.ESCAPE);
        WindowRig.await("the window", () -> region() == null && !rig.stage().isIconified());
        assertThat(tray().items()).isEmpty();
    }

    @Test
    void enterTakesTheWholeScreen() {
        press(new DrawnScreen(Optional.empty(), CaptureWindowTest::drawn));
        awaitRegion();
        key(KeyCode.ENTER);
        WindowRig.await("the picture", () -> tray().pictures().size() == 1);
        WindowRig.run(() -> assertThat(tray().items().getFirst().width()).isEqualTo(WIDTH * DENSITY));
    }

    @Test
    void whereNothingCanBeSeenTheTraySaysWhy() {
        press(new DrawnScreen(Optional.of("is behind a curtain. Draw it aside."), List::of));
        awaitRefusal("is behind a curtain. Draw it aside.");
        press(new DrawnScreen(Optional.empty(), () -> {
            throw new IllegalStateException("the lens is broken");
        }));
        awaitRefusal("the lens is broken");
        press(new DrawnScreen(
                Optional.empty(),
                () -> List.of(new Shot(new Rectangle2D(0, 0, WIDTH, HEIGHT), new WritableImage(WIDTH, HEIGHT)))));
        awaitRefusal("one colour only");
        WindowRig.frames(5);
        WindowRig.run(() -> {
            assertThat(rig.stage().isIconified()).isFalse();
            // However long a reason is, it wraps and the window keeps its edges.
            Node composer = rig.window().root().lookup(".composer-card");
            assertThat(composer.localToScene(composer.getBoundsInLocal()).getMaxX())
                    .isLessThan(rig.window().scene().getWidth());
        });
    }

    private void awaitRefusal(String reason) {
        WindowRig.await(
                reason,
                () -> tray().items().stream()
                        .filter(item -> item.state() == TrayItem.State.REFUSED)
                        .anyMatch(item -> item.reasonProperty().get().contains(reason)));
    }
}
