package io.phiworkbench.ui.theme;

/** Light or dark. */
public enum Theme {
    SYSTEM,
    LIGHT,
    DARK
}
