package io.phiworkbench.demo;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Draws the pictures of {@code assets/samples}, in the style of the training but three times as large, with the question
 * and the right answer to each beside it. Argument: the folder.
 */
public final class SamplePictures {
    private static final int SCALE = 3;

    private static final Font MONOSPACED = Fonts.trained().all().get(2);

    private final Path folder;
    private final Font font = Fonts.trained().all().getFirst();

    private SamplePictures(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        SamplePictures samples = new SamplePictures(Path.of(args[0]));
        Files.createDirectories(samples.folder);
        samples.sign();
        samples.receipt();
        samples.charts();
        samples.list();
    }

    private void sign() throws IOException {
        write("sign", text(font, new Color(20, 110, 60), Color.WHITE, 40, List.of("OPEN")));
        ask("sign", Prompts.READ.getFirst(), "OPEN");
    }

    private void receipt() throws IOException {
        List<String> lines = List.of("MILK 3", "BREAD 2", "TOTAL 5");
        write("receipt", text(MONOSPACED, Color.WHITE, new Color(30, 30, 30), 28, lines));
        ask("receipt", Prompts.READ.getFirst(), String.join("\n", lines));
    }

    private void charts() throws IOException {
        List<String> labels = List.of("A", "B", "C", "D");
        write("chart", chart(new BarChart(labels, List.of(3, 7, 2, 5)), new Color(70, 110, 180)));
        ask("chart", Prompts.HIGHEST.getFirst(), "B");
        write("chart-before", chart(new BarChart(labels, List.of(3, 8, 5, 4)), new Color(70, 110, 180)));
        write("chart-after", chart(new BarChart(labels, List.of(6, 2, 5, 9)), new Color(190, 90, 60)));
        ask("charts", Prompts.COMPARE_CHARTS.getFirst().formatted("D"), "D: 4 and 9, picture 2");
    }

    /** What the first-start screen shows: the pictures, and a question for each in the program's languages. */
    private void list() throws IOException {
        Files.writeString(folder.resolve("samples.properties"), """
                pictures=sign.png,receipt.png,chart.png
                sign.png.en=Read the text.
                sign.png.fr=Lis le texte.
                receipt.png.en=Read the text.
                receipt.png.fr=Lis le texte.
                chart.png.en=Which bar is the highest?
                chart.png.fr=Quelle est la plus haute barre ?
                """);
    }

    private DrawnPicture text(Font face, Color background, Color ink, int size, List<String> lines) {
        Drawing drawing = new Drawing(2 * DemoShape.CROP * SCALE, DemoShape.CROP * SCALE, background);
        Font large = face.deriveFont((float) size * SCALE);
        double pitch = 1.25 * size * SCALE;
        double widest = lines.stream().mapToDouble(line -> Drawing.width(large, line)).max().orElseThrow();
        double x = (2 * DemoShape.CROP * SCALE - widest) / 2;
        double y = (DemoShape.CROP * SCALE - pitch * (lines.size() - 1) + 0.72 * size * SCALE) / 2;
        for (int i = 0; i < lines.size(); i++) {
            drawing.text(large, ink, lines.get(i), x, y + i * pitch);
        }
        return drawing.done();
    }

    private DrawnPicture chart(BarChart chart, Color bars) {
        Canvas canvas = new Canvas(2 * DemoShape.CROP * SCALE, DemoShape.CROP * SCALE, SCALE);
        return chart.draw(new Random(1), canvas, font, Colours.PLAIN, bars).picture();
    }

    private void write(String name, DrawnPicture picture) throws IOException {
        Files.write(folder.resolve(name + ".png"), Evaluation.png(picture));
    }

    private void ask(String name, String question, String answer) throws IOException {
        Files.writeString(folder.resolve(name + ".question.txt"), question + "\n");
        Files.writeString(folder.resolve(name + ".answer.txt"), answer + "\n");
    }
}
