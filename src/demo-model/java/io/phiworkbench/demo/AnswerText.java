package io.phiworkbench.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An answer under construction that remembers where on the pictures each of its characters is read. */
final class AnswerText {
    private final StringBuilder text = new StringBuilder();
    private final List<Turn.Spot> spots = new ArrayList<>();
    private final List<Turn.Spot> marks = new ArrayList<>();

    /** Text that is nowhere to be seen. */
    AnswerText say(String more) {
        return add(more, Collections.nCopies(more.length(), null), null);
    }

    /** Text that a picture shows: a glyph for each character, null for one that it does not show. */
    AnswerText read(String more, int picture, List<Glyph> glyphs) {
        return add(more, spots(picture, glyphs), null);
    }

    /** Text during which the eyes go from a label to the glyph that belongs to it. */
    AnswerText seek(String more, int picture, Glyph label, Glyph glyph) {
        return add(
                more,
                Collections.nCopies(more.length(), new Turn.Spot(picture, glyph)),
                new Turn.Spot(picture, label));
    }

    private AnswerText add(String more, List<Turn.Spot> places, Turn.Spot mark) {
        text.append(more);
        spots.addAll(places);
        marks.addAll(Collections.nCopies(more.length(), mark));
        return this;
    }

    private static List<Turn.Spot> spots(int picture, List<Glyph> glyphs) {
        List<Turn.Spot> out = new ArrayList<>();
        glyphs.forEach(glyph -> out.add(glyph == null ? null : new Turn.Spot(picture, glyph)));
        return out;
    }

    Turn to(String question) {
        return new Turn(question, text.toString(), spots, marks);
    }
}
