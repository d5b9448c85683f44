package io.phiworkbench.ui.capture;

import io.phiworkbench.ui.i18n.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.scene.robot.Robot;
import javafx.stage.Screen;

/** The screens as JavaFX's robot sees them: Windows, macOS (where the user must allow it once) and X11. */
public final class RobotScreens implements ScreenSource {
    private final Map<String, String> environment;
    private final String platform;

    public RobotScreens() {
        this(System.getenv(), System.getProperty("glass.platform", ""));
    }

    /** @param platform of JavaFX, empty for the system's usual one */
    RobotScreens(Map<String, String> environment, String platform) {
        this.environment = environment;
        this.platform = platform;
    }

    @Override
    public Optional<String> obstacle() {
        if (platform.toLowerCase(Locale.ROOT).equals("headless")) {
            return Optional.of(Messages.text("capture.headless"));
        }
        // There the window itself runs on XWayland, whose root window is black.
        boolean wayland = environment.containsKey("WAYLAND_DISPLAY")
                || "wayland".equals(environment.getOrDefault("XDG_SESSION_TYPE", ""));
        return wayland ? Optional.of(Messages.text("capture.wayland")) : Optional.empty();
    }

    @Override
    public List<Shot> take() {
        Robot robot = new Robot();
        return Screen.getScreens().stream()
                .map(Screen::getBounds)
                .map(bounds -> new Shot(bounds, robot.getScreenCapture(null, bounds, false)))
                .toList();
    }
}
