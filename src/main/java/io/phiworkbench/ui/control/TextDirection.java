package io.phiworkbench.ui.control;

import java.text.Bidi;
import javafx.geometry.NodeOrientation;

/** Which way a text runs: as its first letter that has a direction says (Unicode's UAX 9, rules P2 and P3). */
public final class TextDirection {
    private TextDirection() {}

    /** For the node that shows the text; left to right where no letter says anything else. */
    public static NodeOrientation of(String text) {
        return new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight()
                ? NodeOrientation.LEFT_TO_RIGHT
                : NodeOrientation.RIGHT_TO_LEFT;
    }
}
