package io.phiworkbench.demo;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation about no, one or several pictures; the pictures belong to the first turn.
 *
 * @param system the system prompt, empty for none
 */
public record Sample(Task task, String system, List<DrawnPicture> pictures, List<Turn> turns) {

    /** With the spots of the answers moved from the drawn picture onto the fitted first one. */
    Sample refitted(DrawnPicture drawn) {
        DrawnPicture fitted = pictures.getFirst();
        if (fitted == drawn) {
            return this;
        }
        Map<Glyph, Glyph> moved = new IdentityHashMap<>();
        for (int i = 0; i < drawn.glyphs().size(); i++) {
            moved.put(drawn.glyphs().get(i), fitted.glyphs().get(i));
        }
        List<Turn> mapped = turns.stream()
                .map(turn -> new Turn(
                        turn.question(),
                        turn.answer(),
                        turn.spots().stream()
                                .map(s -> s == null ? null : new Turn.Spot(0, moved.getOrDefault(s.glyph(), null)))
                                .map(s -> s == null || s.glyph() == null ? null : s)
                                .toList()))
                .toList();
        return new Sample(task, system, pictures, mapped);
    }
}
