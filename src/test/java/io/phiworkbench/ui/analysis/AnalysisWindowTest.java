package io.phiworkbench.ui.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.local.LocalModelLoader;
import io.phiworkbench.ui.WindowRig;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.chart.BarChart;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The analysis screen in the real window, with the model that comes with the program. */
class AnalysisWindowTest {
    private static final Path ASSETS = Path.of("assets").toAbsolutePath();

    @TempDir
    Path folder;

    private WindowRig rig;

    @BeforeEach
    void open() {
        Messages.use(Locale.ENGLISH);
        rig = new WindowRig(folder, ASSETS, new LocalModelLoader());
        WindowRig.run(() -> rig.workbench()
                .models()
                .load(ASSETS.resolve("models/phi-demo"), LoadOptions.auto().withThreads(1)));
        WindowRig.await("the model", () -> rig.workbench().models().current().isPresent());
        WindowRig.run(() -> rig.workbench().screenProperty().set(Screen.ANALYSE));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aSamplePictureIsReadByAButton() throws Exception {
        OcrViewModel ocr = rig.workbench().ocr();
        WindowRig.run(() -> ocr.add(List.of(ASSETS.resolve("samples/receipt.png"))));
        WindowRig.await(
                "the page",
                () -> ocr.currentProperty().get() != null
                        && ocr.currentProperty().get().openedProperty().get() != null);
        WindowRig.run(() -> ((Button) rig.window().root().lookup("#ocr-read")).fire());
        WindowRig.await(
                "its text", () -> ocr.currentProperty().get().textProperty().get() != null);

        assertThat(WindowRig.fx(
                        () -> ocr.currentProperty().get().textProperty().get().text()))
                .isEqualTo(Files.readString(ASSETS.resolve("samples/receipt.answer.txt"))
                        .strip());
        assertThat(WindowRig.fx(() -> rig.window().root().lookupAll(".ocr-word").size()))
                .isGreaterThan(3);
    }

    @Test
    void aChartIsDrawnAgainFromItsNumbersAndAnswersAQuestion() throws Exception {
        WindowRig.run(() -> rig.window().root().lookupAll(".section-button").stream()
                .map(ToggleButton.class::cast)
                .filter(b -> b.getText().equals("Charts"))
                .forEach(ToggleButton::fire));
        ChartViewModel charts = rig.workbench().charts();
        WindowRig.run(() -> charts.open(ASSETS.resolve("samples/chart.png")));
        WindowRig.await("numbers", () -> charts.chartProperty().get() != null);

        int rows = WindowRig.fx(() -> ((TableView<?>) rig.window().root().lookup("#chart-table"))
                .getItems()
                .size());
        BarChart<?, ?> drawn =
                (BarChart<?, ?>) WindowRig.fx(() -> rig.window().root().lookup(".chart"));
        assertThat(WindowRig.fx(() -> drawn.getData().getFirst().getData().size()))
                .isEqualTo(rows)
                .isPositive();

        WindowRig.run(() -> {
            TextField question = (TextField) rig.window().root().lookup("#chart-question");
            question.setText(questionOfTheSample());
            question.fireEvent(new javafx.event.ActionEvent());
        });
        WindowRig.await("an answer", () -> charts.answerProperty().get() != null);
        assertThat(WindowRig.fx(() -> ((Labeled) rig.window().root().lookup("#chart-answer")).getText()))
                .isEqualTo(Files.readString(ASSETS.resolve("samples/chart.answer.txt"))
                        .strip());
    }

    private static String questionOfTheSample() {
        try {
            return Files.readString(ASSETS.resolve("samples/chart.question.txt"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
