package io.phiworkbench.ui.shell;

import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** Keys that work everywhere in the window, and those of single places, for the sheet. */
public enum Shortcut {
    NEW_CHAT(control(KeyCode.N)),
    SEARCH(control(KeyCode.K)),
    MODELS(control(KeyCode.L)),
    OPEN_FILES(control(KeyCode.O)),
    CAPTURE(new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN)),
    DETAILS(control(KeyCode.I)),
    SIDE_BAR(control(KeyCode.B)),
    RENAME(new KeyCodeCombination(KeyCode.F2)),
    COPY_ANSWER(new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN)),
    REGENERATE(control(KeyCode.R)),
    SETTINGS(control(KeyCode.COMMA)),
    LARGER(control(KeyCode.PLUS)),
    SMALLER(control(KeyCode.MINUS)),
    NORMAL_SIZE(control(KeyCode.DIGIT0)),
    FULL_SCREEN(new KeyCodeCombination(KeyCode.F11)),
    HELP(new KeyCodeCombination(KeyCode.F1)),
    SEND(new KeyCodeCombination(KeyCode.ENTER)),
    NEW_LINE(new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHIFT_DOWN)),
    STOP(new KeyCodeCombination(KeyCode.ESCAPE)),
    EDIT_LAST(new KeyCodeCombination(KeyCode.UP)),
    PASTE(control(KeyCode.V)),
    COPY_SELECTED(control(KeyCode.C)),
    PICTURE_ORDER(control(KeyCode.LEFT)),
    PICTURE_ROTATE(new KeyCodeCombination(KeyCode.R)),
    PICTURE_REMOVE(new KeyCodeCombination(KeyCode.DELETE)),
    CHAT_MENU(new KeyCodeCombination(KeyCode.F10, KeyCombination.SHIFT_DOWN));

    private final KeyCombination keys;

    Shortcut(KeyCombination keys) {
        this.keys = keys;
    }

    /** Those that the whole window listens to. */
    public static List<Shortcut> ofWindow() {
        return List.of(values()).subList(0, SEND.ordinal());
    }

    public KeyCombination keys() {
        return keys;
    }

    /** Of the text that says what it does. */
    public String key() {
        return "shortcut." + name().toLowerCase(java.util.Locale.ROOT);
    }

    private static KeyCombination control(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
    }
}
