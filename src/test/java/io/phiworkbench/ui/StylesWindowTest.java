package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.Screen;
import io.phiworkbench.ui.theme.Theme;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Style sheets as JavaFX applies them; what it cannot resolve it only logs. */
class StylesWindowTest {
    private static final Logger CSS = Logger.getLogger("javafx.css");

    @TempDir
    Path folder;

    private final Set<String> complaints = Collections.synchronizedSet(new TreeSet<>());
    private final Handler collector = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            complaints.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        Messages.use(Locale.ENGLISH);
        CSS.addHandler(collector);
    }

    @AfterEach
    void stopListening() {
        CSS.removeHandler(collector);
    }

    @Test
    void noScreenHasAStyleThatCannotBeResolvedInEitherTheme() {
        try (WindowRig rig = new WindowRig(folder, Path.of("assets").toAbsolutePath(), (_, _, _, _) -> {
            throw new AssertionError("nothing is loaded here");
        })) {
            for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
                WindowRig.run(() -> rig.workbench().settings().themeProperty().set(theme));
                for (Screen screen : Screen.values()) {
                    WindowRig.run(() -> rig.workbench().screenProperty().set(screen));
                    WindowRig.frames(2);
                    sections(rig);
                }
                WindowRig.run(() -> rig.window().showShortcuts());
                WindowRig.frames(2);
                WindowRig.run(() -> rig.window().closeOverlay());
            }
        }
        assertThat(complaints).isEmpty();
    }

    private static void sections(WindowRig rig) {
        int count = WindowRig.fx(() -> buttons(rig).size());
        for (int i = 0; i < count; i++) {
            int section = i;
            WindowRig.run(() -> buttons(rig).get(section).fire());
            WindowRig.frames(2);
        }
    }

    private static List<ToggleButton> buttons(WindowRig rig) {
        return rig.window().root().lookupAll(".section-button").stream()
                .map(ToggleButton.class::cast)
                .toList();
    }
}
