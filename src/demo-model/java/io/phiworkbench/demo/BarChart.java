package io.phiworkbench.demo;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A bar chart with a printed value above each bar and a label below it. */
record BarChart(List<String> labels, List<Integer> values) {
    /** A drawn chart and the glyphs of each label and value. */
    record Drawn(DrawnPicture picture, List<List<Glyph>> labels, List<List<Glyph>> values) {}

    /** Capitals: from A on, or any in any order. */
    static List<String> labels(Random random, int count) {
        List<String> letters =
                new ArrayList<>(IntStream.rangeClosed('A', 'Z').mapToObj(Character::toString).toList());
        if (random.nextInt(5) < 3) {
            Collections.shuffle(letters, random);
        }
        return List.copyOf(letters.subList(0, count));
    }

    /** Random values of which one is the highest. */
    static BarChart of(Random random, List<String> labels) {
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            values.add(1 + random.nextInt(9));
        }
        int highest = values.stream().mapToInt(v -> v).max().orElseThrow();
        if (values.stream().filter(v -> v == highest).count() > 1) {
            return of(random, labels);
        }
        return new BarChart(labels, values);
    }

    int highest() {
        int best = 0;
        for (int i = 1; i < values.size(); i++) {
            best = values.get(i) > values.get(best) ? i : best;
        }
        return best;
    }

    Drawn draw(Random random, Canvas canvas, Font base, Colours colours, Color bars) {
        Drawing drawing = new Drawing(canvas.width(), canvas.height(), colours.background());
        double axis = (24 + random.nextInt(9)) * canvas.scale();
        double slot = (canvas.width() - axis - 4 * canvas.scale()) / labels.size();
        double size = (20 + random.nextInt(7)) * canvas.scale();
        Font font = base.deriveFont((float) Math.floor(size));
        double floor = canvas.height() - size * 1.35;
        double room = floor - size * 1.3;
        int highest = values.get(highest());
        double share = 0.5 + 0.3 * random.nextDouble();
        boolean rainbow = random.nextInt(4) == 0;
        List<List<Glyph>> labelGlyphs = new ArrayList<>();
        List<List<Glyph>> valueGlyphs = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            double centre = axis + slot * (i + 0.5);
            double height = Math.max(1, room * values.get(i) / highest);
            drawing.graphics.setColor(rainbow ? Colours.any(random) : bars);
            drawing.graphics.fillRect(
                    (int) Math.round(centre - slot * share / 2),
                    (int) Math.round(floor - height),
                    (int) Math.round(slot * share),
                    (int) Math.round(height));
            labelGlyphs.add(centred(drawing, font, colours.text(), labels.get(i), centre, floor + size));
            valueGlyphs.add(centred(
                    drawing, font, colours.text(), String.valueOf(values.get(i)), centre, floor - height - size * 0.15));
        }
        drawing.graphics.setColor(colours.text());
        drawing.graphics.drawLine((int) axis, (int) floor, canvas.width(), (int) floor);
        drawing.graphics.drawLine((int) axis, (int) floor, (int) axis, 0);
        return new Drawn(drawing.done(), labelGlyphs, valueGlyphs);
    }

    private static List<Glyph> centred(Drawing drawing, Font font, Color color, String text, double centre, double y) {
        return drawing.text(font, color, text, centre - Drawing.width(font, text) / 2, y);
    }
}
