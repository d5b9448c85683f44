package io.phiworkbench.demo;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A bar chart with a printed value above each bar and a label below it. */
record BarChart(List<String> labels, List<Integer> values) {
    private static final List<List<String>> SERIES = List.of(
            List.of("A", "B", "C", "D", "E", "F"),
            List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"),
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
            List.of("Q1", "Q2", "Q3", "Q4", "Q5", "Q6"));

    /** A drawn chart and the glyphs of each label and value. */
    record Drawn(DrawnPicture picture, List<List<Glyph>> labels, List<List<Glyph>> values) {}

    static List<String> labels(Random random, int count) {
        double kind = random.nextDouble();
        if (kind < 0.5) {
            return SERIES.get(Math.max(0, random.nextInt(SERIES.size() + 2) - 2)).subList(0, count);
        }
        List<String> out = new ArrayList<>();
        while (out.size() < count) {
            String label = kind < 0.8
                    ? String.valueOf((char) ('A' + random.nextInt(26)))
                    : Words.word(random, 2, 3);
            if (out.stream().noneMatch(label::equalsIgnoreCase)) {
                out.add(label);
            }
        }
        return out;
    }

    /** Random values of which one is the highest. */
    static BarChart of(Random random, List<String> labels) {
        int most = random.nextInt(3) == 0 ? 9 : 99;
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            values.add(1 + random.nextInt(most));
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
        double slot = (canvas.width() - 8.0 * canvas.scale()) / labels.size();
        double size = (13 + random.nextInt(6)) * canvas.scale();
        double widest = labels.stream().mapToDouble(l -> Drawing.width(base.deriveFont(100f), l) / 100).max().orElse(1);
        size = Math.min(size, (slot - 4 * canvas.scale()) / Math.max(widest, 1.2));
        Font font = base.deriveFont((float) Math.floor(size));
        double floor = canvas.height() - size * 1.35;
        double room = floor - size * 1.3;
        int highest = values.get(highest());
        double share = 0.5 + 0.3 * random.nextDouble();
        boolean rainbow = random.nextInt(4) == 0;
        List<List<Glyph>> labelGlyphs = new ArrayList<>();
        List<List<Glyph>> valueGlyphs = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            double centre = 4 * canvas.scale() + slot * (i + 0.5);
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
        drawing.graphics.drawLine(0, (int) floor, canvas.width(), (int) floor);
        return new Drawn(drawing.done(), labelGlyphs, valueGlyphs);
    }

    private static List<Glyph> centred(Drawing drawing, Font font, Color color, String text, double centre, double y) {
        return drawing.text(font, color, text, centre - Drawing.width(font, text) / 2, y);
    }
}
