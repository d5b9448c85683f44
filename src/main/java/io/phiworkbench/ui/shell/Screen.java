package io.phiworkbench.ui.shell;

import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/**
 * What the work area can show, in the order of the side bar. A new screen is a constant here, its view in {@code
 * Screens}, and its name in the texts; button, shortcut and shortcut sheet follow.
 */
public enum Screen {
    CHAT(Feather.MESSAGE_SQUARE),
    COMPARE(Feather.COLUMNS),
    ANALYSE(Feather.FILE_TEXT),
    MODELS(Feather.BOX),
    ACTIVITY(Feather.ACTIVITY),
    SETTINGS(Feather.SETTINGS);

    private final Ikon icon;

    Screen(Ikon icon) {
        this.icon = icon;
    }

    /** Those that have a button of their own; the chat is behind the chats. */
    public static List<Screen> inSideBar() {
        return List.of(values()).subList(CHAT.ordinal() + 1, values().length);
    }

    /** Of its name. */
    public String key() {
        return "screen." + name().toLowerCase(Locale.ROOT);
    }

    public Ikon icon() {
        return icon;
    }

    /** Shows it: Ctrl or Cmd with its place in the order. */
    public KeyCombination keys() {
        KeyCode digit = KeyCode.getKeyCode(Integer.toString(ordinal() + 1));
        return new KeyCodeCombination(digit, KeyCombination.SHORTCUT_DOWN);
    }
}
