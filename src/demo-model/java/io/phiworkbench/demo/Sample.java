package io.phiworkbench.demo;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation about no, one or several pictures; the pictures belong to the first turn.
 *
 * @param system the system prompt, empty for none
 */
public record Sample(Task task, String system, List<DrawnPicture> pictures, List<Turn> turns) {

    /** The same conversation on the pictures as the model sees them, after the HD transform. */
    Sample fitted() {
        Map<Glyph, Glyph> moved = new IdentityHashMap<>();
        List<DrawnPicture> fitted = new ArrayList<>();
        for (DrawnPicture picture : pictures) {
            DrawnPicture seen = HdFit.fit(picture);
            for (int i = 0; i < picture.glyphs().size(); i++) {
                moved.put(picture.glyphs().get(i), seen.glyphs().get(i));
            }
            fitted.add(seen);
        }
        return new Sample(
                task, system, fitted, turns.stream().map(t -> moved(t, moved)).toList());
    }

    private static Turn moved(Turn turn, Map<Glyph, Glyph> moved) {
        return new Turn(turn.question(), turn.answer(), moved(turn.spots(), moved), moved(turn.marks(), moved));
    }

    /** A spot whose glyph the picture does not list, a space, has no place. */
    private static List<Turn.Spot> moved(List<Turn.Spot> spots, Map<Glyph, Glyph> moved) {
        List<Turn.Spot> out = new ArrayList<>();
        for (Turn.Spot spot : spots) {
            Glyph glyph = spot == null ? null : moved.get(spot.glyph());
            out.add(glyph == null ? null : new Turn.Spot(spot.picture(), glyph));
        }
        return out;
    }
}
