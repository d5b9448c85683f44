package io.phiworkbench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.analysis.ChartReader;
import io.phiworkbench.analysis.ChartReading;
import io.phiworkbench.analysis.ModelPrompts;
import io.phiworkbench.analysis.OcrPreset;
import io.phiworkbench.analysis.OcrReader;
import io.phiworkbench.analysis.OcrText;
import io.phiworkbench.analysis.SourcePage;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.local.LocalModelLoader;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text and charts read by the shipped model keep what its card says, on pictures drawn for this test alone. */
class DemoAnalysisTest {
    private static final Path DEMO = Path.of("assets/models/phi-demo");
    private static final Path SAMPLES = Path.of("assets/samples");
    private static final long FRESH = 9_000_000_000L;
    private static final int WORDS = 100;
    private static final int CHARTS = 30;
    /** Standard errors by which a sample of this size may miss the card's figure. */
    private static final double TOLERANCE = 3;

    private static ChatModel model;
    private static Map<String, Double> card;

    @BeforeAll
    static void load() throws IOException {
        model = new LocalModelLoader().load(DEMO, LoadOptions.auto().withThreads(1), _ -> {}, () -> false);
        card = AccuracyFile.read(DEMO);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static OcrReader ocr() {
        return new OcrReader(model, ModelPrompts.of(DEMO), OptionalInt.empty());
    }

    private static ChartReader charts() {
        return new ChartReader(model, ModelPrompts.of(DEMO), OptionalInt.empty());
    }

    private static ImageInput picture(Sample sample) {
        return ImageInput.of("drawn", Evaluation.png(sample.pictures().getFirst()));
    }

    private static String expected(Sample sample) {
        return sample.turns().getFirst().answer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign", "receipt"})
    void theSamplePicturesAreReadAsTheyAre(String name) throws IOException {
        String text = Files.readString(SAMPLES.resolve(name + ".answer.txt")).strip();

        OcrReader reader = ocr();
        ImageInput picture = reader.open(new SourcePage(SAMPLES.resolve(name + ".png"), 0));
        assertThat(reader.read(picture, OcrPreset.PLAIN, _ -> {}).text()).isEqualTo(text);
    }

    /** Without leave to write a plain line the model filled 2,048 tokens with cells, twice. */
    @ParameterizedTest
    @ValueSource(strings = {"sign", "receipt"})
    void aPictureWithoutAChartIsSoonSaidToHaveNone(String name) {
        ImageInput picture = ocr().open(new SourcePage(SAMPLES.resolve(name + ".png"), 0));
        AtomicInteger tokens = new AtomicInteger();

        ChartReading reading = charts().read(picture, event -> {
            if (event instanceof GenerationEvent.TokenGenerated) {
                tokens.incrementAndGet();
            }
        });

        assertThat(reading)
                .isInstanceOfSatisfying(
                        ChartReading.NotATable.class,
                        no -> assertThat(no.isNoChart()).as(no.answer()).isTrue());
        assertThat(tokens).hasValueLessThan(200);
    }

    @Test
    void aPictureWithoutTextIsReadAsNoText() throws IOException {
        var scene = new BufferedImage(224, 112, BufferedImage.TYPE_INT_RGB);
        Graphics2D ink = scene.createGraphics();
        ink.setPaint(new GradientPaint(0, 0, new Color(90, 150, 230), 0, 112, new Color(230, 240, 250)));
        ink.fillRect(0, 0, 224, 70);
        ink.setColor(new Color(60, 120, 50));
        ink.fillRect(0, 70, 224, 42);
        ink.setColor(Color.YELLOW);
        ink.fillOval(160, 10, 30, 30);
        ink.dispose();
        var png = new ByteArrayOutputStream();
        ImageIO.write(scene, "png", png);
        OcrText read = ocr().read(ImageInput.of("drawn", png.toByteArray()), OcrPreset.PLAIN, _ -> {});
        assertThat(read.isEmpty()).as(read.text()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"WORD,word trained,words", "NUMBER,number trained,numbers"})
    void freshPicturesHaveNoMoreWrongCharactersThanTheCardSays(Task task, String name, String row) throws IOException {
        double promised = characterErrors(name, row);
        int errors = 0;
        int characters = 0;
        double squares = 0;
        for (Sample sample : HeldOut.samples(FRESH, task, Fonts.trained(), WORDS)) {
            String read = ocr().read(picture(sample), OcrPreset.PLAIN, _ -> {}).text();
            int wrong = EditDistance.between(expected(sample), read);
            errors += wrong;
            squares += (double) wrong * wrong;
            characters += expected(sample).length();
        }
        double rate = (double) errors / characters;
        double standardError = Math.sqrt(squares) / characters + 1.0 / characters;
        System.out.printf(
                "%s: %.2f %% of %d characters wrong, card %.2f %%%n", name, 100 * rate, characters, 100 * promised);
        assertThat(rate).as("share of wrong characters").isLessThanOrEqualTo(promised + TOLERANCE * standardError);
    }

    /** The card's figure, from the file for programs or else from the card's table. */
    private static double characterErrors(String name, String row) throws IOException {
        Double figure = card.get(name + " character errors");
        if (figure != null) {
            return figure;
        }
        Matcher matcher = Pattern.compile("\\| " + row + " \\| trained \\| ([0-9.]+) % \\|")
                .matcher(Files.readString(DEMO.resolve("README.md")));
        assertThat(matcher.find())
                .as("the card says how many characters are wrong in " + row)
                .isTrue();
        return Double.parseDouble(matcher.group(1)) / 100;
    }

    /**
     * Somebody who reads that so many charts come back whole takes at least as many of the single values to be right, so
     * that is held without allowance; the share of values itself with that of a sample of this size.
     */
    @Test
    void freshChartsComeBackWithTheValuesThatTheCardPromises() {
        double charts = card.get("csv trained");
        double values = card.get(AccuracyFile.CHART_VALUES + "trained");

        ChartScore score = ChartScore.of(charts(), HeldOut.samples(FRESH, Task.CSV, Fonts.trained(), CHARTS));

        System.out.printf("%s; card: %.1f %% of charts, %.1f %% of values%n", score, 100 * charts, 100 * values);
        assertThat(score.valueShare())
                .as("share of right values, beside the card's share of whole charts")
                .isGreaterThanOrEqualTo(charts);
        assertThat(score.valueShare())
                .as("share of right values")
                .isGreaterThanOrEqualTo(values - TOLERANCE * standardError(values, score.values()));
        assertThat(score.exactShare())
                .as("share of charts whose numbers all came back")
                .isGreaterThanOrEqualTo(charts - TOLERANCE * standardError(charts, CHARTS));
    }

    /** Of a share in a sample, with half a case for what cannot be split. */
    private static double standardError(double share, int sample) {
        return Math.sqrt(share * (1 - share) / sample) + 0.5 / sample;
    }

    @Test
    void theCardStatesWhatItPromisesForSingleValues() throws IOException {
        String text = Files.readString(DEMO.resolve("README.md"));

        assertThat(text)
                .contains(String.format(
                        Locale.ROOT,
                        "| the values of such a chart, one by one | %.1f %% | %.1f %% |",
                        100 * card.get(AccuracyFile.CHART_VALUES + "trained"),
                        100 * card.get(AccuracyFile.CHART_VALUES + "unseen")));
        assertThat(card.get(AccuracyFile.CHART_VALUES + "trained")).isGreaterThanOrEqualTo(card.get("csv trained"));
        assertThat(card.get(AccuracyFile.CHART_VALUES + "unseen")).isGreaterThanOrEqualTo(card.get("csv unseen"));
    }
}
