package io.phiworkbench.ui.shell;

import java.util.List;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** What the work area can show. */
public enum Screen {
    CHAT("screen.chat", Feather.MESSAGE_SQUARE),
    MODELS("screen.models", Feather.BOX),
    ACTIVITY("screen.activity", Feather.ACTIVITY),
    SETTINGS("screen.settings", Feather.SETTINGS);

    private final String key;
    private final Ikon icon;

    Screen(String key, Ikon icon) {
        this.key = key;
        this.icon = icon;
    }

    /** Those that have a button of their own; the chat is behind the chats. */
    public static List<Screen> inSideBar() {
        return List.of(MODELS, ACTIVITY, SETTINGS);
    }

    /** Of its name. */
    public String key() {
        return key;
    }

    public Ikon icon() {
        return icon;
    }
}
