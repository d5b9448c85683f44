package io.phiworkbench.demo;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Samples with pictures, drawn on the fly. */
public final class PictureTasks {
    /** Questions about one pair of pictures. */
    private static final int COMPARISONS = 3;

    private final Fonts fonts;
    private final double variety;

    /** @param variety share of pictures in any colour and size; the others are black on white and larger */
    public PictureTasks(Fonts fonts, double variety) {
        this.fonts = fonts;
        this.variety = variety;
    }

    /** A sample of the given task on pictures that take {@code rows} × {@code columns} crops. */
    public Sample sample(Random random, Task task, int rows, int columns) {
        Canvas canvas = Canvas.pick(random, rows, columns, random.nextDouble() < variety * 0.2);
        return switch (task) {
            case WORD -> reading(task, random, canvas, List.of(Words.word(random, 3, 8)), 24, 48);
            case NUMBER -> reading(task, random, canvas, List.of(Words.number(random)), 24, 48);
            case LINES -> reading(task, random, canvas, lines(random, rows), 18, 32);
            case HIGHEST, VALUE, CSV -> chart(task, random, canvas);
            case COMPARE -> compare(random, rows, columns);
            case COMPARE_CHARTS -> compareCharts(random, rows, columns);
            default -> throw new IllegalArgumentException(task + " has no picture");
        };
    }

    /** One crop full of print that goes on beyond its edges. */
    DrawnPicture page(Random random) {
        boolean varied = random.nextDouble() < variety;
        Colours colours = varied && random.nextInt(3) > 0 ? Colours.readable(random) : Colours.PLAIN;
        int size = varied ? 12 + random.nextInt(37) : 24 + random.nextInt(17);
        Font font = fonts.pick(random).deriveFont((float) size);
        double pitch = size * (1.05 + random.nextDouble() * 0.4);
        Drawing drawing = new Drawing(DemoShape.CROP, DemoShape.CROP, colours.background());
        for (double y = size * random.nextDouble(); y < DemoShape.CROP + size * 0.3; y += pitch) {
            StringBuilder line = new StringBuilder();
            while (line.length() * size * 0.45 < DemoShape.CROP + 2 * size) {
                line.append(random.nextInt(3) == 0 ? Words.number(random) : Words.word(random, 2, 8))
                        .append(random.nextInt(4) == 0 ? "," : " ");
            }
            drawing.text(font, colours.text(), line.toString(), -2 * size * random.nextDouble(), y);
        }
        return drawing.done();
    }

    private static List<String> lines(Random random, int rows) {
        int count = 1 + random.nextInt(rows > 1 ? 5 : 3);
        List<String> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(switch (random.nextInt(5)) {
                case 0 -> Words.word(random, 3, 8);
                case 1 -> Words.word(random, 2, 6) + " " + Words.number(random);
                case 2 -> Words.number(random);
                default -> Words.word(random, 2, 6) + " " + Words.word(random, 2, 6);
            });
        }
        return out;
    }

    private Sample reading(Task task, Random random, Canvas canvas, List<String> lines, int smallest, int largest) {
        Drawn drawn = draw(random, canvas, lines, smallest, largest);
        List<Turn.Spot> spots = drawn.answer().stream()
                .map(g -> g == null ? null : new Turn.Spot(0, g))
                .toList();
        Turn turn = new Turn(Prompts.any(random, Prompts.READ), String.join("\n", lines), spots);
        return new Sample(task, Prompts.system(random), List.of(drawn.picture()), List.of(turn));
    }

    /** A picture and the glyph of each character of its text; null for a line break. */
    private record Drawn(DrawnPicture picture, List<Glyph> answer) {}

    private Drawn draw(Random random, Canvas canvas, List<String> lines, int smallest, int largest) {
        boolean varied = random.nextDouble() < variety;
        Colours colours = varied && random.nextInt(3) > 0 ? Colours.readable(random) : Colours.PLAIN;
        int from = varied ? smallest : (smallest + largest) / 2;
        double size = (from + random.nextInt(largest - from + 1)) * canvas.scale();
        Font base = fonts.pick(random);
        double pitch = 1.15 + random.nextDouble() * 0.35;
        double room = canvas.width() - 6 * canvas.scale();
        double tall = canvas.height() - 4 * canvas.scale();
        double widest = lines.stream().mapToDouble(l -> Drawing.width(base.deriveFont(100f), l) / 100).max().orElse(1);
        size = Math.min(size, room / widest);
        size = Math.min(size, tall / (0.3 + pitch * (lines.size() - 1) + 0.95));
        Font font = base.deriveFont((float) Math.floor(size));
        Drawing drawing = new Drawing(canvas.width(), canvas.height(), colours.background());
        double width = widest * size;
        double height = size * (1.2 + pitch * (lines.size() - 1));
        double x = (canvas.width() - width) * random.nextDouble();
        double y = Math.max(0, canvas.height() - height) * random.nextDouble() + size * 0.92;
        int alignment = random.nextInt(3);
        List<Glyph> answer = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            double slack = width - Drawing.width(font, lines.get(i));
            if (i > 0) {
                answer.add(null);
            }
            answer.addAll(drawing.text(
                    font, colours.text(), lines.get(i), x + (alignment == 1 ? slack / 2 : 0), y + i * pitch * size));
        }
        return new Drawn(drawing.done(), answer);
    }

    private Sample compare(Random random, int rows, int columns) {
        List<DrawnPicture> pictures = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<Glyph> first = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String text = random.nextInt(3) == 0 ? Words.number(random) : Words.word(random, 3, 8);
            texts.add(text);
            Canvas canvas = Canvas.pick(random, rows, columns, random.nextDouble() < variety * 0.2);
            Drawn drawn = draw(random, canvas, List.of(text), 24, 48);
            pictures.add(drawn.picture());
            first.add(drawn.answer().getFirst());
        }
        if (texts.get(0).equalsIgnoreCase(texts.get(1))) {
            return compare(random, rows, columns);
        }
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < COMPARISONS; i++) {
            int asked = random.nextInt(2);
            turns.add(picture(
                    Prompts.any(random, Prompts.COMPARE).formatted(texts.get(asked)), asked, first.get(asked)));
        }
        return new Sample(Task.COMPARE, Prompts.system(random), pictures, turns);
    }

    private Sample compareCharts(Random random, int rows, int columns) {
        List<String> labels = BarChart.labels(random, 3 + random.nextInt(3));
        List<BarChart> charts = List.of(BarChart.of(random, labels), BarChart.of(random, labels));
        List<DrawnPicture> pictures = new ArrayList<>();
        List<BarChart.Drawn> drawn = new ArrayList<>();
        for (BarChart chart : charts) {
            Canvas canvas = Canvas.pick(random, rows, columns, random.nextDouble() < variety * 0.2);
            drawn.add(drawn(chart, random, canvas));
            pictures.add(drawn.getLast().picture());
        }
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < COMPARISONS; i++) {
            int asked = random.nextInt(labels.size());
            int difference =
                    charts.get(0).values().get(asked) - charts.get(1).values().get(asked);
            if (difference != 0) {
                int higher = difference > 0 ? 0 : 1;
                turns.add(picture(
                        Prompts.any(random, Prompts.COMPARE_CHARTS).formatted(labels.get(asked)),
                        higher,
                        drawn.get(higher).values().get(asked).getFirst()));
            }
        }
        return turns.isEmpty()
                ? compareCharts(random, rows, columns)
                : new Sample(Task.COMPARE_CHARTS, Prompts.system(random), pictures, turns);
    }

    /** The answer "Picture n", decided where the glyph stands. */
    private static Turn picture(String question, int index, Glyph decisive) {
        String answer = "Picture " + (index + 1);
        List<Turn.Spot> spots = new ArrayList<>(Collections.nCopies(answer.length() - 1, null));
        spots.add(new Turn.Spot(index, decisive));
        return new Turn(question, answer, spots);
    }

    private BarChart.Drawn drawn(BarChart chart, Random random, Canvas canvas) {
        boolean varied = random.nextDouble() < variety;
        Colours colours = varied && random.nextBoolean() ? Colours.readable(random) : Colours.PLAIN;
        Color bars = varied ? Colours.any(random) : new Color(70, 110, 180);
        return chart.draw(random, canvas, fonts.pick(random), colours, bars);
    }

    private Sample chart(Task task, Random random, Canvas canvas) {
        BarChart chart = BarChart.of(random, BarChart.labels(random, 3 + random.nextInt(4)));
        BarChart.Drawn drawn = drawn(chart, random, canvas);
        List<Turn> turns = new ArrayList<>();
        turns.add(chartTurn(task, random, chart, drawn));
        if (task != Task.CSV || random.nextInt(4) == 0) {
            turns.add(chartTurn(Task.VALUE, random, chart, drawn));
        }
        if (task != Task.CSV && random.nextBoolean()) {
            turns.add(chartTurn(random.nextBoolean() ? Task.HIGHEST : Task.VALUE, random, chart, drawn));
        }
        return new Sample(task, Prompts.system(random), List.of(drawn.picture()), turns);
    }

    private static Turn chartTurn(Task task, Random random, BarChart chart, BarChart.Drawn drawn) {
        return switch (task) {
            case HIGHEST -> {
                int best = chart.highest();
                yield new Turn(
                        Prompts.any(random, Prompts.HIGHEST),
                        chart.labels().get(best),
                        spots(drawn.labels().get(best)));
            }
            case VALUE -> {
                int asked = random.nextInt(chart.labels().size());
                yield new Turn(
                        Prompts.any(random, Prompts.VALUE).formatted(chart.labels().get(asked)),
                        String.valueOf(chart.values().get(asked)),
                        spots(drawn.values().get(asked)));
            }
            default -> csv(random, chart, drawn);
        };
    }

    private static Turn csv(Random random, BarChart chart, BarChart.Drawn drawn) {
        StringBuilder answer = new StringBuilder("label,value");
        List<Turn.Spot> spots = new ArrayList<>();
        answer.chars().forEach(c -> spots.add(null));
        for (int i = 0; i < chart.labels().size(); i++) {
            answer.append('\n').append(chart.labels().get(i)).append(',').append(chart.values().get(i));
            spots.add(null);
            spots.addAll(spots(drawn.labels().get(i)));
            spots.add(null);
            spots.addAll(spots(drawn.values().get(i)));
        }
        return new Turn(Prompts.any(random, Prompts.CSV), answer.toString(), spots);
    }

    private static List<Turn.Spot> spots(List<Glyph> glyphs) {
        return glyphs.stream().map(g -> new Turn.Spot(0, g)).toList();
    }
}
