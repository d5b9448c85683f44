package io.phiworkbench.ui.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.ui.i18n.Messages;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegionViewModelTest {
    /** 100 × 50 px: the left half red, the right half blue. */
    private final WritableImage screen = new WritableImage(100, 50);

    private RegionViewModel model;

    @BeforeEach
    void draw() {
        Messages.use(Locale.ENGLISH);
        for (int y = 0; y < 50; y++) {
            for (int x = 0; x < 100; x++) {
                screen.getPixelWriter().setColor(x, y, x < 50 ? Color.RED : Color.BLUE);
            }
        }
        model = new RegionViewModel(screen);
    }

    @Test
    void theRegionHasThePixelsThatWereMarked() {
        model.begin(40, 10);
        model.extend(60, 30);
        assertThat(model.sizeProperty().get()).isEqualTo("20 × 20 px");
        Image cut = model.finish().orElseThrow();
        assertThat(cut.getWidth()).isEqualTo(20);
        assertThat(cut.getHeight()).isEqualTo(20);
        assertThat(cut.getPixelReader().getColor(9, 0)).isEqualTo(Color.RED);
        assertThat(cut.getPixelReader().getColor(10, 0)).isEqualTo(Color.BLUE);
    }

    @Test
    void itCanBeDrawnInAnyDirectionAndEndsAtTheScreensEdge() {
        model.begin(30.5, 20.5);
        model.extend(-200, -3);
        assertThat(model.regionProperty().get()).isEqualTo(new Rectangle2D(0, 0, 31, 21));
        model.begin(90, 40);
        model.extend(5_000, 5_000);
        assertThat(model.finish().orElseThrow().getWidth()).isEqualTo(10);
    }

    @Test
    void aClickIsNoRegion() {
        model.begin(40, 10);
        model.extend(43, 30);
        assertThat(model.finish()).isEmpty();
        assertThat(model.regionProperty().get()).isEqualTo(Rectangle2D.EMPTY);
        assertThat(model.sizeProperty().get()).isEmpty();
    }

    @Test
    void aScreenOfOneColourIsBlank() {
        assertThat(new Shot(new Rectangle2D(0, 0, 100, 50), screen).isBlank()).isFalse();
        assertThat(new Shot(new Rectangle2D(0, 0, 30, 30), new WritableImage(30, 30)).isBlank())
                .isTrue();
    }

    @Test
    void whereTheScreenCannotBeLookedAtOneLineSaysWhatElseToDo() {
        assertThat(new RobotScreens(Map.of(), "Headless").obstacle())
                .hasValueSatisfying(line -> assertThat(line).contains("without a display"));
        assertThat(new RobotScreens(Map.of("WAYLAND_DISPLAY", "wayland-0"), "").obstacle())
                .hasValueSatisfying(line -> assertThat(line).contains("Wayland", "Ctrl+V"));
        assertThat(new RobotScreens(Map.of("XDG_SESSION_TYPE", "wayland"), "").obstacle())
                .isPresent();
        assertThat(new RobotScreens(Map.of("XDG_SESSION_TYPE", "x11", "DISPLAY", ":0"), "").obstacle())
                .isEmpty();
    }
}
