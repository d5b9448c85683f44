package io.phiworkbench.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** Gives scenes the program's fonts, colours and text size, and keeps following the system where that is chosen. */
public final class Appearance {
    public static final int DEFAULT_FONT_SIZE = 14;
    public static final int SMALLEST_FONT_SIZE = 11;
    public static final int LARGEST_FONT_SIZE = 2 * DEFAULT_FONT_SIZE;

    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
    /** Later ones win; a screen may have its own. */
    private static final List<String> STYLESHEETS = Stream.of("workbench.css", "compare-screen.css")
            .map(Appearance::stylesheet)
            .toList();

    /** Shipped with the program, since a Linux machine may have none at all. */
    private static final List<String> FONTS = List.of(
            "Inter-Regular.otf",
            "Inter-Italic.otf",
            "Inter-SemiBold.otf",
            "Inter-Bold.otf",
            "Inter-BoldItalic.otf",
            "JetBrainsMono-Regular.ttf",
            "JetBrainsMono-Bold.ttf");

    private final ReadOnlyObjectWrapper<ColorScheme> colors = new ReadOnlyObjectWrapper<>(ColorScheme.LIGHT);
    private Theme theme = Theme.SYSTEM;
    private int fontSize = DEFAULT_FONT_SIZE;
    private Scene scene;

    public Appearance() {
        FONTS.forEach(Appearance::loadFont);
        Platform.getPreferences().colorSchemeProperty().subscribe(_ -> apply());
    }

    /** Dresses the scene now and after every later change. */
    public void dress(Scene target) {
        scene = target;
        apply();
    }

    public void setTheme(Theme value) {
        theme = value;
        apply();
    }

    public void setFontSize(int value) {
        fontSize = Math.clamp(value, SMALLEST_FONT_SIZE, LARGEST_FONT_SIZE);
        apply();
    }

    /** Whether the window is light or dark now. */
    public ReadOnlyObjectProperty<ColorScheme> colorsProperty() {
        return colors.getReadOnlyProperty();
    }

    private void apply() {
        if (scene == null) {
            return;
        }
        boolean dark = theme == Theme.DARK
                || theme == Theme.SYSTEM && Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        Application.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        scene.getStylesheets().setAll(STYLESHEETS);
        scene.getStylesheets().add(sizeStylesheet());
        scene.getRoot().pseudoClassStateChanged(DARK, dark);
        colors.set(dark ? ColorScheme.DARK : ColorScheme.LIGHT);
    }

    /**
     * Everything else is measured in em, so these rules resize all. Icons cannot be: their font is their size, so em
     * would multiply at every pass.
     */
    private String sizeStylesheet() {
        String css = """
                .root { -fx-font-size: %1$dpx; }
                .ikonli-font-icon { -fx-icon-size: %2$dpx; }
                .tool .ikonli-font-icon, .md-copy .ikonli-font-icon, .tray-remove .ikonli-font-icon {
                    -fx-icon-size: %1$dpx;
                }
                .drop-hint .ikonli-font-icon { -fx-icon-size: %3$dpx; }
                """.formatted(fontSize, fontSize + 2, fontSize * 3);
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    }

    /** Address of a style sheet of the program, for a window without its theme. */
    public static String stylesheet(String name) {
        return Objects.requireNonNull(Appearance.class.getResource("/io/phiworkbench/ui/" + name), name)
                .toExternalForm();
    }

    private static void loadFont(String file) {
        try (InputStream font = Appearance.class.getResourceAsStream("/io/phiworkbench/ui/fonts/" + file)) {
            Font.loadFont(Objects.requireNonNull(font, file), DEFAULT_FONT_SIZE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the font " + file + " inside the program", e);
        }
    }
}
