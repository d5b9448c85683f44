package io.phiworkbench.demo;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Samples with pictures, drawn on the fly. */
public final class PictureTasks {
    /** Questions about one pair of charts. */
    private static final int COMPARISONS = 2;

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
            case WORD -> reading(task, random, canvas, List.of(Words.capitals(random, 3, 6)), 32, 48);
            case NUMBER -> reading(task, random, canvas, List.of(Words.number(random)), 32, 48);
            case LINES -> reading(task, random, canvas, lines(random), 28, 32);
            case HIGHEST, VALUE, CSV -> chart(task, random, canvas);
            case COMPARE -> compare(random, rows, columns);
            case COMPARE_CHARTS -> compareCharts(random, rows, columns);
            default -> throw new IllegalArgumentException(task + " has no picture");
        };
    }

    /** A word as {@link Task#WORD} does not show it: in any case, longer and smaller. */
    Sample harderWord(Random random) {
        return reading(Task.WORD, random, Canvas.pick(random, 1, 2, false), List.of(Words.word(random, 3, 8)), 24, 48);
    }

    /** One crop full of print that goes on beyond its edges. */
    DrawnPicture page(Random random) {
        boolean varied = random.nextDouble() < variety;
        Colours colours = varied && random.nextInt(3) > 0 ? Colours.readable(random) : Colours.PLAIN;
        int size = varied ? 18 + random.nextInt(31) : 24 + random.nextInt(17);
        Font font = fonts.pick(random).deriveFont((float) size);
        double pitch = size * (1.05 + random.nextDouble() * 0.4);
        Drawing drawing = new Drawing(DemoShape.CROP, DemoShape.CROP, colours.background());
        for (double y = size * random.nextDouble(); y < DemoShape.CROP + size * 0.3; y += pitch) {
            StringBuilder line = new StringBuilder();
            while (line.length() * size * 0.45 < DemoShape.CROP + 2 * size) {
                line.append(
                                random.nextInt(3) == 0
                                        ? Words.number(random)
                                        : Words.lower(random, 1, 6).toUpperCase(Locale.ROOT))
                        .append(' ');
            }
            drawing.text(font, colours.text(), line.toString(), -2 * size * random.nextDouble(), y);
        }
        return drawing.done();
    }

    private static List<String> lines(Random random) {
        int count = 1 + random.nextInt(3);
        List<String> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(switch (random.nextInt(5)) {
                case 0 -> Words.capitals(random, 3, 6);
                case 1, 2 -> Words.capitals(random, 2, 5) + " " + Words.number(random);
                case 3 -> Words.number(random);
                default -> Words.capitals(random, 2, 5) + " " + Words.capitals(random, 2, 4);
            });
        }
        return out;
    }

    private Sample reading(Task task, Random random, Canvas canvas, List<String> lines, int smallest, int largest) {
        Drawn drawn = draw(random, canvas, lines, smallest, largest);
        Turn turn = new AnswerText()
                .read(String.join("\n", lines), 0, drawn.answer())
                .to(Prompts.any(random, Prompts.READ));
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
        double pitch = 1.12 + random.nextDouble() * 0.18;
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
        List<List<Glyph>> glyphs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String text = random.nextInt(4) == 0 ? Words.number(random) : Words.capitals(random, 3, 6);
            texts.add(text);
            Canvas canvas = Canvas.pick(random, rows, columns, random.nextDouble() < variety * 0.2);
            Drawn drawn = draw(random, canvas, List.of(text), 32, 48);
            pictures.add(drawn.picture());
            glyphs.add(drawn.answer());
        }
        if (texts.get(0).equals(texts.get(1))) {
            return compare(random, rows, columns);
        }
        List<Turn> turns = new ArrayList<>();
        turns.add(which(random, texts, glyphs));
        turns.add(named(random, texts, glyphs));
        turns.add(which(random, texts, glyphs));
        return new Sample(Task.COMPARE, Prompts.system(random), pictures, turns);
    }

    /** Which picture shows a text; the answer "OPEN: picture 2". */
    private static Turn which(Random random, List<String> texts, List<List<Glyph>> glyphs) {
        int asked = random.nextInt(2);
        return new AnswerText()
                .read(texts.get(asked), asked, glyphs.get(asked))
                .say(": picture " + (asked + 1))
                .to(Prompts.any(random, Prompts.COMPARE).formatted(texts.get(asked)));
    }

    /** What the first or second picture shows. */
    private static Turn named(Random random, List<String> texts, List<List<Glyph>> glyphs) {
        int asked = random.nextInt(2);
        return new AnswerText()
                .read(texts.get(asked), asked, glyphs.get(asked))
                .to(Prompts.any(random, Prompts.NAMED).formatted(asked + 1));
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
        List<Integer> different = IntStream.range(0, labels.size())
                .filter(i -> !charts.get(0).values().get(i).equals(charts.get(1).values().get(i)))
                .boxed()
                .collect(Collectors.toCollection(ArrayList::new));
        if (different.isEmpty()) {
            return compareCharts(random, rows, columns);
        }
        Collections.shuffle(different, random);
        List<Turn> turns = different.stream()
                .limit(COMPARISONS)
                .map(asked -> comparison(random, asked, charts, drawn))
                .toList();
        return new Sample(Task.COMPARE_CHARTS, Prompts.system(random), pictures, turns);
    }

    /** The answer "D: 4 and 7, picture 2": both values are said before they are compared. */
    private static Turn comparison(Random random, int asked, List<BarChart> charts, List<BarChart.Drawn> drawn) {
        String label = charts.get(0).labels().get(asked);
        int first = charts.get(0).values().get(asked);
        int second = charts.get(1).values().get(asked);
        AnswerText answer = new AnswerText().read(label, 0, drawn.get(0).labels().get(asked));
        seek(answer, ": " + first, 0, asked, drawn.get(0)).say(" and ");
        return seek(answer, String.valueOf(second), 1, asked, drawn.get(1))
                .say(", picture " + (first > second ? 1 : 2))
                .to(Prompts.any(random, Prompts.COMPARE_CHARTS).formatted(label));
    }

    private BarChart.Drawn drawn(BarChart chart, Random random, Canvas canvas) {
        boolean varied = random.nextDouble() < variety;
        Colours colours = varied && random.nextBoolean() ? Colours.readable(random) : Colours.PLAIN;
        Color bars = varied ? Colours.any(random) : new Color(70, 110, 180);
        return chart.draw(random, canvas, fonts.pick(random), colours, bars);
    }

    private Sample chart(Task task, Random random, Canvas canvas) {
        BarChart chart = BarChart.of(random, BarChart.labels(random, 3 + random.nextInt(3)));
        BarChart.Drawn drawn = drawn(chart, random, canvas);
        List<Integer> bars = new ArrayList<>(
                IntStream.range(0, chart.labels().size()).boxed().toList());
        Collections.shuffle(bars, random);
        List<Turn> turns = new ArrayList<>();
        switch (task) {
            case HIGHEST -> turns.add(highest(random, chart, drawn));
            case CSV -> turns.add(csv(random, chart, drawn));
            default -> turns.add(value(random, bars.removeLast(), chart, drawn));
        }
        for (int i = task == Task.CSV ? 1 : 0; i < 2; i++) {
            turns.add(value(random, bars.removeLast(), chart, drawn));
        }
        if (task == Task.VALUE && random.nextInt(3) == 0) {
            turns.add(highest(random, chart, drawn));
        }
        return new Sample(task, Prompts.system(random), List.of(drawn.picture()), turns);
    }

    private static Turn highest(Random random, BarChart chart, BarChart.Drawn drawn) {
        int best = chart.highest();
        return new AnswerText()
                .read(chart.labels().get(best), 0, drawn.labels().get(best))
                .to(Prompts.any(random, Prompts.HIGHEST));
    }

    private static Turn value(Random random, int asked, BarChart chart, BarChart.Drawn drawn) {
        return bar(new AnswerText(), asked, ": ", chart, drawn)
                .to(Prompts.any(random, Prompts.VALUE).formatted(chart.labels().get(asked)));
    }

    private static Turn csv(Random random, BarChart chart, BarChart.Drawn drawn) {
        AnswerText answer = new AnswerText().say("label,value");
        for (int i = 0; i < chart.labels().size(); i++) {
            bar(answer.say("\n"), i, ",", chart, drawn);
        }
        return answer.to(Prompts.any(random, Prompts.CSV));
    }

    /** Label and value of a bar. */
    private static AnswerText bar(AnswerText answer, int index, String between, BarChart chart, BarChart.Drawn drawn) {
        answer.read(chart.labels().get(index), 0, drawn.labels().get(index));
        return seek(answer, between + chart.values().get(index), 0, index, drawn);
    }

    /** Text that ends with the value of a bar. */
    private static AnswerText seek(AnswerText answer, String text, int picture, int index, BarChart.Drawn drawn) {
        return answer.seek(
                text,
                picture,
                drawn.labels().get(index).getFirst(),
                drawn.values().get(index).getFirst());
    }
}
